/** What a database of MySQL or MariaDB holds, and its counters. Start with {@code MySqlCatalog}. */
@NullMarked
package io.dbrestore.dialect.mysql.catalog;

import org.jspecify.annotations.NullMarked;
