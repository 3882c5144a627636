/** Measures dumps and restores in pairs with the databases' own tools. */
@NullMarked
package io.dbrestore.benchmark;

import org.jspecify.annotations.NullMarked;
