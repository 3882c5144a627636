/** Carries rows over Liquibase's {@code dropAll} and {@code update}. */
@NullMarked
package io.dbrestore.hook.liquibase;

import org.jspecify.annotations.NullMarked;
