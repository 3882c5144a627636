/**
 * What a PostgreSQL database holds: tables, sequences and what is derived from them. Everything is asked of pg_catalog,
 * in a few queries for the whole database.
 */
@NullMarked
package io.dbrestore.dialect.postgres.catalog;

import org.jspecify.annotations.NullMarked;
