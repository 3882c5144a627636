package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Address;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * What users write to say which file: {@code sqlite:dev.db}, {@code sqlite:///srv/dev.db}, {@code file:./dev.db?mode=ro},
 * {@code jdbc:sqlite:dev.db}.
 */
final class SqliteAddress {

    private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final String BUSY_TIMEOUT = "busy_timeout";
    private static final String CANNOT_CONNECT = "08001";

    private final Path folder;
    private final List<String> notes = new ArrayList<>();
    private final Properties properties = new Properties();
    private String mode = "?mode=rw"; // which never creates a file

    private SqliteAddress(Path folder) {
        this.folder = folder;
        properties.setProperty(BUSY_TIMEOUT, "5000");
        properties.setProperty("limit_column", "4000"); // a staging table is wider than its table, which may have 2,000
    }

    static Optional<Address> of(String url, Path folder) throws SQLException {
        SqliteAddress address = new SqliteAddress(folder);
        for (String prefix : List.of("jdbc:sqlite:", "sqlite:")) {
            if (url.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return Optional.of(address.of(url.substring(prefix.length())));
            }
        }
        return isUri(url) ? Optional.of(address.ofUri(url)) : Optional.empty();
    }

    private static boolean isUri(String name) {
        return name.regionMatches(true, 0, "file:", 0, 5);
    }

    private Address of(String name) throws SQLException {
        if (isUri(name)) {
            return ofUri(name);
        }
        if (name.isEmpty() || name.toLowerCase(Locale.ROOT).startsWith(":memory:")) {
            throw inMemory();
        }
        if (name.startsWith(":resource:")) {
            throw failure("a database inside a jar cannot be written: name the file itself");
        }
        String path = name.startsWith("//") ? name.substring(2) : name;
        int question = path.indexOf('?');
        if (question < 0 || Files.exists(resolve(path))) {
            return to(path);
        }
        parameters(path.substring(question + 1));
        return to(path.substring(0, question));
    }

    /** As SQLite reads URIs: the authority must be empty or localhost, and what follows a # means nothing. */
    private Address ofUri(String uri) throws SQLException {
        String rest = uri.substring("file:".length());
        int fragment = rest.indexOf('#');
        rest = fragment < 0 ? rest : rest.substring(0, fragment);
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        if (question >= 0) {
            parameters(rest.substring(question + 1));
        }
        if (path.startsWith("//")) {
            int slash = path.indexOf('/', 2);
            String host = slash < 0 ? path.substring(2) : path.substring(2, slash);
            if (slash < 0 || (!host.isEmpty() && !host.equals("localhost"))) {
                throw failure("a file: URL has no host: write file:/absolute/path or file:./relative/path");
            }
            path = path.substring(slash);
        }
        String decoded = decode(path);
        if (decoded.isEmpty() || decoded.equals(":memory:")) {
            throw inMemory();
        }
        return to(decoded);
    }

    private void parameters(String query) throws SQLException {
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
            switch (name.toLowerCase(Locale.ROOT)) {
                case "" -> {}
                case "mode" -> mode(value);
                case "immutable", "nolock" -> mode += "&" + name + "=" + (value.equals("1") ? "1" : "0");
                case BUSY_TIMEOUT -> busyTimeout(value);
                default -> notes.add("the parameter " + name + " is ignored");
            }
        }
    }

    private void mode(String value) throws SQLException {
        switch (value) {
            case "ro" -> mode = mode.replace("?mode=rw", "?mode=ro");
            case "rw", "rwc" -> {} // rwc would create the file if it is missing, which is never wanted here
            case "memory" -> throw inMemory();
            default -> throw failure("mode=" + value + " is none of SQLite's: ro, rw or rwc");
        }
    }

    private void busyTimeout(String value) throws SQLException {
        if (!value.matches("[0-9]{1,9}")) {
            throw failure("busy_timeout takes milliseconds");
        }
        properties.setProperty(BUSY_TIMEOUT, value);
    }

    private Address to(String path) throws SQLException {
        Path file = resolve(path);
        check(file, path);
        try {
            file = file.toRealPath();
        } catch (IOException e) {
            throw failure("cannot read " + file + ": " + e.getMessage());
        }
        return new Address("jdbc:sqlite:" + file.toUri().toASCIIString() + mode, properties, notes);
    }

    private void check(Path file, String path) throws SQLException {
        if (!Files.exists(file)) {
            throw missing(file, path);
        }
        if (Files.isDirectory(file)) {
            throw failure(file + " is a folder: name the database file in it");
        }
        if (!Files.isReadable(file)) {
            throw failure(file + " may not be read by this user");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] beginning = in.readNBytes(HEADER.length);
            if (beginning.length > 0 && !Arrays.equals(beginning, HEADER)) { // an empty file is an empty database
                throw failure(file + " is not a SQLite database, or it is encrypted, which db-restore cannot read");
            }
        } catch (IOException e) {
            throw failure("cannot read " + file + ": " + e.getMessage());
        }
    }

    private SQLException missing(Path file, String path) throws SQLException {
        Path relative = resolve(path.replaceFirst("^/+", ""));
        String advice = Files.exists(relative)
                ? "If " + relative + " is meant, write sqlite:" + folder.relativize(relative)
                : "Check the path (a relative one starts at " + folder.toAbsolutePath()
                        + "), or let your migrations create the database first";
        return failure("there is no file " + file + ", and db-restore does not create databases. " + advice);
    }

    private Path resolve(String path) throws SQLException {
        try {
            return folder.resolve(path).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw failure("not a path: " + e.getReason());
        }
    }

    private static String decode(String text) throws SQLException {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw failure("a % in a file: URL is followed by two hex digits; a % itself is %25");
        }
    }

    private static SQLException inMemory() {
        return failure("a database in memory cannot be reached: every connection has one of its own. Use a file, or"
                + " hand the connection itself to the library");
    }

    private static SQLException failure(String what) {
        return new SQLException(what, CANNOT_CONNECT);
    }
}
