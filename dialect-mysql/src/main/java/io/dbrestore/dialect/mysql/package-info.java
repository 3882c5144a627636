/** MySQL and MariaDB: the dialect, and how it spells SQL. */
@NullMarked
package io.dbrestore.dialect.mysql;

import org.jspecify.annotations.NullMarked;
