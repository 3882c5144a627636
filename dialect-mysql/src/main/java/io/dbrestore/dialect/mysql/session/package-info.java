/** MySQL and MariaDB: transactions and their settings, what cannot be held back or rolled back, advice about failures. */
@NullMarked
package io.dbrestore.dialect.mysql.session;

import org.jspecify.annotations.NullMarked;
