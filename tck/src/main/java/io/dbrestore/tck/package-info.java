/** The conformance tests for authors of dialects. Extend the test class, name the dialect and a database, and run it. */
@NullMarked
package io.dbrestore.tck;

import org.jspecify.annotations.NullMarked;
