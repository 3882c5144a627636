/** The facade, {@link io.dbrestore.DbRestore}: all that an application needs to see of the engine. */
@NullMarked
package io.dbrestore;

import org.jspecify.annotations.NullMarked;
