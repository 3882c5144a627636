/** Packs a dump into one file and unpacks it again, within its folder and within limits. */
@NullMarked
package io.dbrestore.engine.archive;

import org.jspecify.annotations.NullMarked;
