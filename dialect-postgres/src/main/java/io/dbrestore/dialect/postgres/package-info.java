/** PostgreSQL: the dialect, and how it spells SQL. */
@NullMarked
package io.dbrestore.dialect.postgres;

import org.jspecify.annotations.NullMarked;
