/**
 * Merges a dump into a database. {@link io.dbrestore.engine.restore.Restorer} leads through it; {@code RestorePlanner}
 * compares the schemas, {@code TableMerge} picks a table's shortest safe road, {@code Merge} is the merge in SQL over a
 * staging table, {@code ForeignKeyCheck} looks for references that dangle.
 */
@NullMarked
package io.dbrestore.engine.restore;

import org.jspecify.annotations.NullMarked;
