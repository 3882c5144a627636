/**
 * Rows in and out of PostgreSQL by COPY. {@link io.dbrestore.dialect.postgres.copy.CopyTable} is the way in: it asks the
 * server what the columns are, reads them all in one binary COPY, and loads them by another, in the binary format if all
 * types are known here, else in text.
 */
@NullMarked
package io.dbrestore.dialect.postgres.copy;

import org.jspecify.annotations.NullMarked;
