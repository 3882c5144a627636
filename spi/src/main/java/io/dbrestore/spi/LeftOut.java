package io.dbrestore.spi;

/**
 * A table that a dump does not hold.
 *
 * @param reason why not, to stand behind "left out: ", such as {@code a virtual table}
 */
public record LeftOut(TableName table, String reason) {}
