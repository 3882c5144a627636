package io.dbrestore.spi;

/**
 * A counter of the database: a sequence, an identity, an auto-increment.
 *
 * @param name the sequence's own name, or the table's whose keys it counts where it has none
 * @param value the last number it handed out, in decimal digits
 */
public record Sequence(TableName name, String value) {}
