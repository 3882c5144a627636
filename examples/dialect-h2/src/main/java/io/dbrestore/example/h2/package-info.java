/** A dialect for H2, as a third party would write it: a template to copy. */
@NullMarked
package io.dbrestore.example.h2;

import org.jspecify.annotations.NullMarked;
