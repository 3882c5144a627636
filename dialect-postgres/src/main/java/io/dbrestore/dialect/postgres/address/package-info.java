/** From what users write to say which PostgreSQL server to a connection, and which servers are none. */
@NullMarked
package io.dbrestore.dialect.postgres.address;

import org.jspecify.annotations.NullMarked;
