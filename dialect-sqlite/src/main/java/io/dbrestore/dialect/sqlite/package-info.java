/** The dialect for SQLite, where each value and not its column has a type. */
@NullMarked
package io.dbrestore.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
