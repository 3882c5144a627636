package io.dbrestore.engine.connect;

import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Connection URLs and drivers' words, fit to be shown: passwords and what they could hide in are cut out. */
final class ShownUrl {

    private static final Pattern PASSWORD =
            Pattern.compile("(password|passwd|pwd|secret|token)(\\s*[=:]\\s*)[^\\s;&,)\"']+", Pattern.CASE_INSENSITIVE);

    private static final Pattern PARAMETERS = Pattern.compile("[?;#]");

    /** With the slashes in front of the host if there are any; {@code jdbc:oracle:thin:scott/tiger@...} has none. */
    private static final Pattern SCHEME = Pattern.compile("^((?:jdbc:)?[^:/]*:(?://)?).*", Pattern.DOTALL);

    private ShownUrl() {}

    /** The URL up to its parameters, without user and password. */
    static String of(String url) {
        String shown = PARAMETERS.split(url, 2)[0];
        String scheme = SCHEME.matcher(shown).replaceFirst("$1");
        if (url.indexOf('@', shown.length()) >= 0) { // a password with an unescaped question mark, for all we know
            return scheme + "...";
        }
        int user = shown.lastIndexOf('@');
        return user < 0 ? shown : scheme + (scheme.endsWith("//") ? "" : "...@") + shown.substring(user + 1);
    }

    /** What a driver said, without the URL's parameters and without passwords. */
    static String scrub(@Nullable String message, String url, Properties properties) {
        String scrubbed = message == null ? "" : message.replace(url, of(url));
        @Nullable String password = properties.getProperty("password");
        if (password != null && !password.isEmpty()) {
            scrubbed = scrubbed.replace(password, "***");
        }
        return PASSWORD.matcher(scrubbed).replaceAll("$1$2***");
    }
}
