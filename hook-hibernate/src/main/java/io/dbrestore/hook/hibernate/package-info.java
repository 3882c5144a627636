/** Keeps the rows of a database over Hibernate's {@code create}, {@code create-drop} and {@code drop-and-create}. */
@NullMarked
package io.dbrestore.hook.hibernate;

import org.jspecify.annotations.NullMarked;
