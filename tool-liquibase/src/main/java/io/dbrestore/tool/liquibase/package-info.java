/** Lets Liquibase reset and migrate a database for {@code db-restore reset --with liquibase}. */
@NullMarked
package io.dbrestore.tool.liquibase;

import org.jspecify.annotations.NullMarked;
