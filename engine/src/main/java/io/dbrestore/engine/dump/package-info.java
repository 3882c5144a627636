/** Reads all tables at one moment and writes them as files that are proven whole before anybody may rely on them. */
@NullMarked
package io.dbrestore.engine.dump;

import org.jspecify.annotations.NullMarked;
