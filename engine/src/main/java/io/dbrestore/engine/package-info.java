/** The facade for applications, hooks and the command line: dump a database, restore it, and report what was done. */
@NullMarked
package io.dbrestore.engine;

import org.jspecify.annotations.NullMarked;
