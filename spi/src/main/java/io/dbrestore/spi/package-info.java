/** What a plugin implements: a dialect teaches db-restore a database, a codec a column type, a reset hook a migration
 * tool. Everything public here is API and keeps working within a major version. */
@NullMarked
package io.dbrestore.spi;

import org.jspecify.annotations.NullMarked;
