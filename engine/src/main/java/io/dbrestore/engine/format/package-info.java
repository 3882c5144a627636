/** The dump format: how a table, its rows and the metadata of a dump look as JSON, both ways. */
@NullMarked
package io.dbrestore.engine.format;

import org.jspecify.annotations.NullMarked;
