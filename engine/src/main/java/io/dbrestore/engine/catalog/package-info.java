/** What the engine finds out about tables beyond what a dialect tells: whose they are, and which references dangle. */
@NullMarked
package io.dbrestore.engine.catalog;

import org.jspecify.annotations.NullMarked;
