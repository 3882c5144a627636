/**
 * What a plugin implements. {@link io.dbrestore.spi.Dialect} teaches db-restore a database,
 * {@link io.dbrestore.spi.Codec} a column type, {@link io.dbrestore.spi.ResetHook} a migration tool. Rows pass through a
 * {@link io.dbrestore.spi.RowSource} on the way out and a {@link io.dbrestore.spi.RowSink} on the way back, one at a
 * time, as calls on {@link io.dbrestore.spi.ValueWriter} and {@link io.dbrestore.spi.ValueReader}: no plugin ever sees
 * the dump's JSON. Start with {@link io.dbrestore.spi.jdbc.JdbcDialect}.
 *
 * <p>Everything public here is API and keeps working within a major version.
 */
@NullMarked
package io.dbrestore.spi;

import org.jspecify.annotations.NullMarked;
