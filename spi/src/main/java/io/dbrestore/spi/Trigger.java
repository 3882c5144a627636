package io.dbrestore.spi;

/**
 * A trigger of a table.
 *
 * @param name its name as the database stores it
 * @param event what it fires at
 */
public record Trigger(String name, Event event) {

    /** What happens to a row. */
    public enum Event {
        INSERT,
        UPDATE,
        DELETE
    }
}
