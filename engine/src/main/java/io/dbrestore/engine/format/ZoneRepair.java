package io.dbrestore.engine.format;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the datetimes of other tools fit their columns: those tools write every moment with {@code Z}, also in a column
 * without a zone, or with none in a column that holds an instant.
 */
final class ZoneRepair {

    /** What a column holds, as far as its type tells. */
    private enum Moments {
        UNKNOWN,
        LOCAL,
        INSTANT
    }

    private final Moments[] moments;
    private final Set<Integer> repaired = new TreeSet<>();

    private ZoneRepair(Moments[] moments) {
        this.moments = moments;
    }

    /** Changes nothing. */
    static ZoneRepair none() {
        return new ZoneRepair(new Moments[0]);
    }

    static ZoneRepair of(TableHeader header, String provider) {
        return new ZoneRepair(header.columns().stream()
                .map(column -> moments(column.type().toLowerCase(Locale.ROOT), provider))
                .toArray(Moments[]::new));
    }

    private static Moments moments(String type, String provider) {
        if (type.startsWith("datetime")) {
            return provider.equals("mysql") ? Moments.LOCAL : Moments.UNKNOWN;
        }
        if (!type.startsWith("timestamp")) {
            return Moments.UNKNOWN;
        }
        if (type.contains("with time zone") || type.startsWith("timestamptz")) {
            return Moments.INSTANT;
        }
        return switch (provider) {
            case "mysql" -> Moments.INSTANT;
            case "postgres" -> Moments.LOCAL;
            default -> Moments.UNKNOWN;
        };
    }

    /** Which columns had something to repair. */
    Set<Integer> repaired() {
        return repaired;
    }

    String repair(int column, String text) {
        if (column >= moments.length || text.length() < "2026-01-15T10:30".length() || text.charAt(10) != 'T') {
            return text;
        }
        boolean zoned = text.endsWith("Z");
        if (zoned && moments[column] == Moments.LOCAL) {
            repaired.add(column);
            return text.substring(0, text.length() - 1);
        }
        boolean plain = !zoned && text.lastIndexOf('+') < 0 && text.lastIndexOf('-') < 10;
        if (!plain || moments[column] != Moments.INSTANT) {
            return text;
        }
        repaired.add(column);
        return text + "Z";
    }
}
