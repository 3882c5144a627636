package io.dbrestore.spi;

import java.util.List;
import java.util.Properties;

/**
 * How a driver is told to connect.
 *
 * @param jdbcUrl what the driver takes, without a password
 * @param properties the driver's properties; a password found in the user's URL is here under {@code password}
 * @param notes what of the user's URL was not understood and is ignored, a sentence each
 */
public record Address(String jdbcUrl, Properties properties, List<String> notes) {

    public Address {
        notes = List.copyOf(notes);
    }

    /** The URL without what a password could hide in: properties are left out, and what follows a question mark too. */
    @Override
    public String toString() {
        int question = jdbcUrl.indexOf('?');
        return question < 0 ? jdbcUrl : jdbcUrl.substring(0, question);
    }
}
