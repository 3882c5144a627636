/** Keeps the rows of a database over {@code flyway clean}. */
@NullMarked
package io.dbrestore.hook.flyway;

import org.jspecify.annotations.NullMarked;
