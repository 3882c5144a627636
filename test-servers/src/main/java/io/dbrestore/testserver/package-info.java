/** Real database servers for tests: each in a folder of its own, on loopback and a free port, gone with its JVM. */
@NullMarked
package io.dbrestore.testserver;

import org.jspecify.annotations.NullMarked;
