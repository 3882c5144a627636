package io.dbrestore.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names may become file names, on every platform. */
final class FileNames {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern DEVICE_OF_WINDOWS =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 100;

    private FileNames() {}

    /** Whether {@code name} can be a file name as it stands. */
    static boolean isSafe(String name) {
        return SAFE.matcher(name).matches()
                && !name.endsWith(".")
                && !DEVICE_OF_WINDOWS.matcher(name).matches();
    }

    /** A safe file name for {@code name}: itself, or with what is unsafe as a percent sign and two digits. */
    static String safe(String name) {
        if (isSafe(name)) {
            return name;
        }
        StringBuilder safe = new StringBuilder("_");
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xFF);
            if (safe.length() < LONGEST) {
                safe.append(isPlain(character) ? character : String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        return safe.toString();
    }

    private static boolean isPlain(char character) {
        return character < 0x80 && (Character.isLetterOrDigit(character) || character == '_' || character == '-');
    }
}
