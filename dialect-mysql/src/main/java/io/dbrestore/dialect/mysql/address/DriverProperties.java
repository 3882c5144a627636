package io.dbrestore.dialect.mysql.address;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Translates parameters, whosesoever they are, to the properties of Connector/J. What is about how an application uses
 * its connections, such as the size of a pool, has no meaning here and is left out; what nobody knows is noted.
 */
final class DriverProperties {

    /** Where the server is; not the driver's properties, but the beginning of its URL. */
    private static final Map<String, String> PLACE = Map.of(
            "host", "host",
            "port", "port",
            "database", "database",
            "socket", "socket",
            "socketPath", "socket",
            "unix_socket", "socket",
            "localSocket", "socket");

    /** The driver's own properties that are about reaching the server. */
    private static final Set<String> PASSED_ON = Set.of(
            "allowPublicKeyRetrieval",
            "authenticationPlugins",
            "clientCertificateKeyStorePassword",
            "clientCertificateKeyStoreType",
            "clientCertificateKeyStoreUrl",
            "connectionAttributes",
            "defaultAuthenticationPlugin",
            "disabledAuthenticationPlugins",
            "fallbackToSystemKeyStore",
            "fallbackToSystemTrustStore",
            "idTokenFile",
            "ldapServerHostname",
            "localSocketAddress",
            "ociConfigFile",
            "ociConfigProfile",
            "password",
            "password1",
            "password2",
            "password3",
            "passwordCharacterEncoding",
            "serverRSAPublicKeyFile",
            "sessionVariables",
            "socksProxyHost",
            "socksProxyPort",
            "socksProxyRemoteDns",
            "tcpKeepAlive",
            "tcpNoDelay",
            "tcpRcvBuf",
            "tcpSndBuf",
            "tlsCiphersuites",
            "tlsVersions",
            "trustCertificateKeyStorePassword",
            "trustCertificateKeyStoreType",
            "trustCertificateKeyStoreUrl",
            "useCompression",
            "user");

    /** Others' names for those. */
    private static final Map<String, String> RENAMED = Map.of(
            "username", "user",
            "compress", "useCompression",
            "enabledTLSProtocols", "tlsVersions",
            "enabledTLSCiphersuites", "tlsCiphersuites",
            "get-server-public-key", "allowPublicKeyRetrieval",
            "server-public-key-path", "serverRSAPublicKeyFile",
            "tls-version", "tlsVersions");

    /**
     * About how an application uses its connections or looks at values, without a meaning for a dump or a restore; the
     * character set among them, which is ours to choose.
     */
    private static final Set<String> MEANINGLESS = Set.of(
            "adapter",
            "allowMultiQueries",
            "autoReconnect",
            "bigNumberStrings",
            "cachePrepStmts",
            "characterEncoding",
            "characterSetResults",
            "charset",
            "collation",
            "connectionCollation",
            "connectionLimit",
            "connectionTimeZone",
            "connection_limit",
            "createDatabaseIfNotExist",
            "dateStrings",
            "debug",
            "default-character-set",
            "encoding",
            "flags",
            "forceConnectionTimeZoneToSession",
            "idle_timeout",
            "loc",
            "multiStatements",
            "multipleStatements",
            "noAccessToProcedureBodies",
            "nullDatabaseMeansCurrent",
            "parseTime",
            "pool",
            "pool_recycle",
            "pool_size",
            "pool_timeout",
            "prepStmtCacheSize",
            "prepStmtCacheSqlLimit",
            "protocol",
            "queueLimit",
            "read_timeout",
            "reconnect",
            "rewriteBatchedStatements",
            "serverTimezone",
            "serverVersion",
            "socketTimeout",
            "socket_timeout",
            "statement_cache_size",
            "supportBigNumbers",
            "timezone",
            "tinyInt1isBit",
            "trace",
            "useAffectedRows",
            "useCursorFetch",
            "useInformationSchema",
            "useJDBCCompliantTimezoneShift",
            "useLegacyDatetimeCode",
            "useLocalSessionState",
            "useServerPrepStmts",
            "useUnicode",
            "waitForConnections",
            "write_timeout",
            "yearIsDateType",
            "zeroDateTimeBehavior");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,60}");
    private static final String USUAL_TIMEOUT = "10000";

    private final Path folder;
    private final Properties properties = new Properties();
    private final Map<String, String> place = new HashMap<>();
    private final Map<String, String> ssl = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param folder what relative paths are relative to */
    DriverProperties(Path folder) {
        this.folder = folder;
    }

    /** Takes settings over; they override what was taken before. */
    void read(Map<String, String> settings, boolean noting) throws SQLException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (!translate(setting.getKey(), setting.getValue()) && noting) {
                notes.add(
                        NAME.matcher(setting.getKey()).matches()
                                ? "the parameter " + setting.getKey() + " is ignored"
                                : "a parameter of the URL is ignored"); // who knows what that is
            }
        }
    }

    /** Where the server is: {@code host}, {@code port}, {@code socket} or {@code database}. */
    Optional<String> place(String name) {
        return Optional.ofNullable(place.get(name)).filter(value -> !value.isEmpty());
    }

    List<String> notes() {
        return notes;
    }

    /** All properties, those that nobody set among them. */
    Properties finish() throws SQLException {
        new TransportSecurity(ssl, this::file).apply(properties);
        properties.putIfAbsent("connectTimeout", USUAL_TIMEOUT);
        properties.putIfAbsent("tcpKeepAlive", "true");
        properties.putIfAbsent("connectionAttributes", "program_name:db-restore");
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("allowLoadLocalInfile", "false"); // or the server may ask for any file of this machine
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("yearIsDateType", "false");
        properties.setProperty("useInformationSchema", "true");
        return properties;
    }

    private boolean translate(String name, String value) throws SQLException {
        if (PLACE.containsKey(name)) {
            place.put(PLACE.get(name), value);
            return true;
        }
        if (RENAMED.containsKey(name) || PASSED_ON.contains(name)) {
            properties.setProperty(RENAMED.getOrDefault(name, name), value.isEmpty() ? "true" : value);
            return true;
        }
        if (TransportSecurity.knows(name)) {
            ssl.put(TransportSecurity.plain(name), value);
            return true;
        }
        switch (name) {
            case "connectTimeout" -> properties.setProperty("connectTimeout", number(name, value, "milliseconds"));
            case "connect_timeout", "connect-timeout", "timeout" ->
                properties.setProperty("connectTimeout", number(name, value, "seconds") + "000");
            default -> {
                return MEANINGLESS.contains(name);
            }
        }
        return true;
    }

    private static String number(String name, String value, String unit) throws SQLException {
        String digits = value.toLowerCase(Locale.ROOT).endsWith("s") // Go says 10s
                ? value.substring(0, value.length() - 1)
                : value;
        if (!digits.matches("[0-9]{1,8}")) {
            throw MySqlAddress.failure("the parameter " + name + " takes " + unit);
        }
        return digits;
    }

    /** Prisma's paths are relative to the folder {@code prisma} of the project. */
    private Path file(String path) throws SQLException {
        try {
            Path file = folder.resolve(path);
            Path besideSchema = folder.resolve("prisma").resolve(path);
            Path found = Files.exists(file) || !Files.exists(besideSchema) ? file : besideSchema;
            if (!Files.isReadable(found)) {
                throw MySqlAddress.failure("the file " + found + ", which the URL names for TLS, cannot be read");
            }
            return found.toAbsolutePath();
        } catch (InvalidPathException e) {
            throw MySqlAddress.failure("a file that the URL names for TLS is no path: " + e.getReason());
        }
    }
}
