/** Lets Flyway reset and migrate a database for {@code db-restore reset --with flyway}. */
@NullMarked
package io.dbrestore.tool.flyway;

import org.jspecify.annotations.NullMarked;
