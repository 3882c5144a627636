/**
 * What JDBC has no word for, by the driver of a connection. {@link io.dbrestore.dialect.mysql.driver.DriverAccess} is the
 * way in. MySQL's own driver need not be there: only {@code ConnectorJ} refers to its classes.
 */
@NullMarked
package io.dbrestore.dialect.mysql.driver;

import org.jspecify.annotations.NullMarked;
