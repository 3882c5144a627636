/** What carries rows over a reset in which a migration tool is in charge. */
@NullMarked
package io.dbrestore.engine.reset;

import org.jspecify.annotations.NullMarked;
