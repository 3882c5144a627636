package io.dbrestore.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** A named connection, without its password. */
record Profile(String name, String provider, Connection connection) {

    /** What a profile connects to. */
    sealed interface Connection {

        /** The URL to connect with. */
        String url(String provider);

        /** What relative paths in the URL are relative to. */
        Path base(Path workingDirectory);

        /** Where it is, for people. */
        String place();

        /** The database's name. */
        String database();

        boolean needsPassword();

        /** Writes what the profile's file holds of it. */
        void writeMembers(JsonGenerator json);
    }

    /** A database on a server. */
    record Server(String host, int port, String database, String user) implements Connection {

        @Override
        public String url(String provider) {
            String login = user.isEmpty() ? "" : encoded(user) + "@";
            return provider + "://" + login + encodedHost() + ":" + port + "/" + encoded(database);
        }

        /** An address in brackets, or a folder of a Unix socket as one word. */
        private String encodedHost() {
            if (host.startsWith("/")) {
                return encoded(host);
            }
            return host.contains(":") ? "[" + host + "]" : host;
        }

        @Override
        public Path base(Path workingDirectory) {
            return workingDirectory;
        }

        @Override
        public String place() {
            return (user.isEmpty() ? "" : user + "@") + host + ":" + port;
        }

        @Override
        public boolean needsPassword() {
            return true;
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.writeStringProperty("host", host);
            json.writeNumberProperty("port", port);
            json.writeStringProperty("database", database);
            json.writeStringProperty("user", user);
        }

        /** As a part of a URL. */
        static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    /**
     * A database in a file.
     *
     * @param path as it was typed
     * @param folder where it was typed, so that a relative path means the same file from everywhere
     */
    record File(String path, Path folder) implements Connection {

        @Override
        public String url(String provider) {
            return provider + ":" + path;
        }

        @Override
        public Path base(Path workingDirectory) {
            return folder;
        }

        @Override
        public String place() {
            return folder.resolve(path).normalize().toString();
        }

        @Override
        public String database() {
            Path fileName = Path.of(path).getFileName();
            return fileName == null ? path : fileName.toString();
        }

        @Override
        public boolean needsPassword() {
            return false;
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.writeStringProperty("path", path);
            json.writeStringProperty("base", folder.toString());
        }
    }

    /**
     * A database that only its own dialect knows how to address.
     *
     * @param url without a password
     * @param folder what relative paths in it are relative to
     */
    record Url(String url, Path folder, boolean needsPassword) implements Connection {

        @Override
        public String url(String provider) {
            return url;
        }

        @Override
        public Path base(Path workingDirectory) {
            return folder;
        }

        @Override
        public String place() {
            return DatabaseUrl.shown(url);
        }

        @Override
        public String database() {
            return DatabaseUrl.database(url);
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.writeStringProperty("url", url);
            json.writeStringProperty("base", folder.toString());
            json.writeBooleanProperty("needsPassword", needsPassword);
        }
    }

    String url() {
        return connection.url(provider);
    }

    /** Writes what the profile's file holds, and {@code profiles --json} shows. */
    void writeMembers(JsonGenerator json) {
        json.writeStringProperty("name", name);
        json.writeStringProperty("provider", provider);
        connection.writeMembers(json);
    }

    /** The port that {@code text} names. */
    static int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a port: a port is a number from 1 to 65535");
    }

    /** The port that servers of {@code provider} usually listen on; empty if it is not one with servers that we know. */
    static Optional<Integer> usualPort(String provider) {
        return switch (provider) {
            case "postgres" -> Optional.of(5432);
            case "mysql", "mariadb" -> Optional.of(3306);
            default -> Optional.empty();
        };
    }
}
