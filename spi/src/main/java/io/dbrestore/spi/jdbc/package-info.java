/** Dialects over plain JDBC: the base that leaves the author of a new one only what is special about the database. */
@NullMarked
package io.dbrestore.spi.jdbc;

import org.jspecify.annotations.NullMarked;
