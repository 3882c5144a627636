/** The command-line program: a thin shell over the engine's facade, and the only place that prints or exits. */
@NullMarked
package io.dbrestore.cli;

import org.jspecify.annotations.NullMarked;
