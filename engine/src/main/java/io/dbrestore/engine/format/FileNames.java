package io.dbrestore.engine.format;

import io.dbrestore.spi.TableName;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives each table of one dump a file name of its own that every file system takes and that no two tables share, also
 * where case does not count. The rules stand in docs/dump-format.md.
 */
public final class FileNames {

    private static final Pattern RESERVED =
            Pattern.compile("_metadata|_identity|con|prn|aux|nul|com[0-9]|lpt[0-9]", Pattern.CASE_INSENSITIVE);
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_%~-][A-Za-z0-9_%~.-]*\\.json");
    private static final Pattern OWN = Pattern.compile("(_metadata|_identity)\\..*", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 180;
    private static final int CUT = 140;

    private final String defaultSchema;
    private final Set<String> taken = new HashSet<>();

    public FileNames(String defaultSchema) {
        this.defaultSchema = defaultSchema;
    }

    /** The file of {@code table}; never the same answer twice. */
    public String of(TableName table) {
        String stem = encode(table.name());
        if (!table.schema().equals(defaultSchema)) {
            stem = encode(table.schema()) + "." + stem;
        }
        stem = shorten(unreserve(stem));
        String candidate = stem;
        for (int number = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); number++) {
            candidate = stem + "~" + number;
        }
        return candidate + ".json";
    }

    /** A name that cannot leave its folder and means the same on every system, such as one for an archive. */
    public static String safe(String name) {
        String dotted = encode(name).replaceAll("(?<=\\w)%2E(?=\\w)", "."); // no schema stands before a dot here
        return shorten(unreserve(dotted));
    }

    /** Whether a dump may say that {@code file} holds a table. */
    public static boolean isTableFile(String file) {
        return SAFE.matcher(file).matches() && !OWN.matcher(file).matches();
    }

    private static String encode(String name) {
        if (name.isEmpty()) {
            return "%";
        }
        StringBuilder encoded = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean stays = (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9')
                    || character == '_'
                    || character == '-';
            if (stays) {
                encoded.append(character);
            } else {
                encoded.append(percent(character));
            }
        }
        return encoded.toString();
    }

    private static String unreserve(String stem) {
        int dot = stem.indexOf('.');
        String first = dot < 0 ? stem : stem.substring(0, dot);
        return RESERVED.matcher(first).matches() ? percent(stem.charAt(0)) + stem.substring(1) : stem;
    }

    private static String shorten(String stem) {
        if (stem.length() <= LONGEST) {
            return stem;
        }
        int end = CUT;
        while (stem.lastIndexOf('%', end - 1) > end - 3) { // never between the characters of a %XX
            end--;
        }
        return stem.substring(0, end) + "~" + Checksum.of(stem);
    }

    private static String percent(char octet) {
        return String.format(Locale.ROOT, "%%%02X", (int) octet);
    }
}
