/** What users write to say which database, and what answers there. */
@NullMarked
package io.dbrestore.dialect.mysql.address;

import org.jspecify.annotations.NullMarked;
