/** Finds dialects, codecs and reset hooks, on the class path and in plugin jars. Only this package knows PF4J's manager. */
@NullMarked
package io.dbrestore.engine.extension;

import org.jspecify.annotations.NullMarked;
