/**
 * The rows of a table: read as the bytes that the server sends, and loaded by long INSERT statements. {@link
 * io.dbrestore.dialect.mysql.rows.TableRows} is the way in; everything goes by the type that the catalog tells of a
 * column, never by what a driver makes of it.
 */
@NullMarked
package io.dbrestore.dialect.mysql.rows;

import org.jspecify.annotations.NullMarked;
