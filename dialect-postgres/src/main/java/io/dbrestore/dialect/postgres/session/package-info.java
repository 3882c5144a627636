/** PostgreSQL: transactions and their settings, what is held back during a merge, and advice about failures. */
@NullMarked
package io.dbrestore.dialect.postgres.session;

import org.jspecify.annotations.NullMarked;
