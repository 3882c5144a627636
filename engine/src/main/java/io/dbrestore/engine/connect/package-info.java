/** From a URL as people write it to a connection, with the drivers of the application and of every plugin. */
@NullMarked
package io.dbrestore.engine.connect;

import org.jspecify.annotations.NullMarked;
