/** Plans what to do with each dumped table, then merges its rows into the database, all or none. */
@NullMarked
package io.dbrestore.engine.restore;

import org.jspecify.annotations.NullMarked;
