package io.dbrestore.dialect.postgres.address;

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
 * Translates parameters, whosesoever they are, to the properties of pgjdbc. What is about how an application uses its
 * connections, such as the size of a pool, has no meaning here and is left out; what nobody knows is noted.
 */
final class DriverProperties {

    /** Where the server is; not the driver's properties, but the beginning of its URL. */
    private static final Map<String, String> SERVER = Map.of(
            "host", "host",
            "PGHOST", "host",
            "hostaddr", "hostaddr",
            "port", "port",
            "PGPORT", "port",
            "dbname", "dbname",
            "database", "dbname",
            "PGDBNAME", "dbname");

    /** Parameters that mean the same as a property of the driver. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("username", "user"),
            Map.entry("application_name", "ApplicationName"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("search_path", "currentSchema"),
            Map.entry("sslnegotiation", "sslNegotiation"));

    /** The driver's own properties that are about reaching the server. */
    private static final Set<String> PASSED_ON = Set.of(
            "ApplicationName",
            "authenticationPluginClassName",
            "channelBinding",
            "classLoaderStrategy",
            "currentSchema",
            "gssEncMode",
            "gsslib",
            "gssResponseTimeout",
            "gssUseDefaultCreds",
            "hostRecheckSeconds",
            "jaasApplicationName",
            "jaasLogin",
            "kerberosServerName",
            "loadBalanceHosts",
            "localSocketAddress",
            "loginTimeout",
            "maxSendBufferSize",
            "options",
            "password",
            "pemKeyAlgorithm",
            "receiveBufferSize",
            "requireAuth",
            "scramMaxIterations",
            "sendBufferSize",
            "socketFactory",
            "socketFactoryArg",
            "sslfactory",
            "sslfactoryarg",
            "sslhostnameverifier",
            "sslNegotiation",
            "sslpassword",
            "sslpasswordcallback",
            "sslResponseTimeout",
            "sspiServiceClass",
            "targetServerType",
            "tcpKeepAlive",
            "tcpNoDelay",
            "user",
            "useSpnego");

    /**
     * About how an application uses its connections, without a meaning for a dump or a restore; timeouts for single
     * queries among them, since a dump takes as long as it takes.
     */
    private static final Set<String> MEANINGLESS = Set.of(
            "adaptiveFetch",
            "adaptiveFetchMaximum",
            "adaptiveFetchMinimum",
            "allowEncodingChanges",
            "assumeMinServerVersion",
            "autosave",
            "binaryTransfer",
            "binaryTransferDisable",
            "binaryTransferEnable",
            "cancelSignalTimeout",
            "charset",
            "cleanupSavepoints",
            "client_encoding",
            "connection_limit",
            "convertBooleanToNumeric",
            "databaseMetadataCacheFields",
            "databaseMetadataCacheFieldsMiB",
            "defaultRowFetchSize",
            "disableColumnSanitiser",
            "encoding",
            "escapeSyntaxCallMode",
            "flushCacheOnDdl",
            "groupStartupParameters",
            "hideUnprivilegedObjects",
            "idle_timeout",
            "keepalives_count",
            "keepalives_idle",
            "keepalives_interval",
            "logServerErrorDetail",
            "logUnclosedConnections",
            "loggerFile",
            "loggerLevel",
            "max_idle_connection_lifetime",
            "max_connection_lifetime",
            "maxResultBuffer",
            "pgbouncer",
            "pool",
            "pool_max_conns",
            "pool_size",
            "pool_timeout",
            "prepareThreshold",
            "prepared_statements",
            "preparedStatementCacheQueries",
            "preparedStatementCacheSizeMiB",
            "preferQueryMode",
            "protocolVersion",
            "queryTimeout",
            "query_timeout",
            "quoteReturningIdentifiers",
            "readOnly",
            "readOnlyMode",
            "reWriteBatchedInserts",
            "reWriteBatchedInsertsSize",
            "service",
            "serverVersion",
            "single_use_connections",
            "socketTimeout",
            "socket_timeout",
            "statement_cache_capacity",
            "statement_cache_size",
            "statement_timeout",
            "stringtype",
            "supa",
            "tcp_user_timeout",
            "unknownLength",
            "uselibpqcompat",
            "xmlFactoryFactory");

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,60}");
    private static final int USUAL_TIMEOUT = 10;
    private static final int USUAL_LOGIN_TIMEOUT = 60; // a server that sleeps until it is needed takes its time

    private final Path folder;
    private final boolean ofJdbc;
    private final Properties properties = new Properties();
    private final Map<String, String> server = new HashMap<>();
    private final Map<String, String> prismas = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private int loginTimeout = USUAL_LOGIN_TIMEOUT;

    /**
     * @param folder what relative paths are relative to
     * @param ofJdbc whether the parameters are pgjdbc's where others mean something else by them
     */
    DriverProperties(Path folder, boolean ofJdbc) {
        this.folder = folder;
        this.ofJdbc = ofJdbc;
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

    /** Where the server is: {@code host}, {@code hostaddr}, {@code port} or {@code dbname}. */
    Optional<String> server(String name) {
        return Optional.ofNullable(server.get(name)).filter(value -> !value.isEmpty());
    }

    List<String> notes() {
        return notes;
    }

    /** All properties, those that nobody set among them. */
    Properties finish() throws SQLException {
        setCertificates();
        setSchema();
        if (server("host").isPresent() && server("hostaddr").isPresent()) {
            notes.add("the parameter hostaddr is ignored, since there is a host");
        }
        // No statement may stay on the server: behind PgBouncer another one answers after each transaction.
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("assumeMinServerVersion", "9.0"); // so the name of the application needs no SET
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.putIfAbsent("ApplicationName", "db-restore");
        properties.putIfAbsent("gssEncMode", "disable"); // would cost a question to every server
        properties.putIfAbsent("hostRecheckSeconds", "0"); // or a host that once refused somebody counts as down
        properties.putIfAbsent("tcpKeepAlive", "true");
        properties.putIfAbsent("connectTimeout", String.valueOf(USUAL_TIMEOUT));
        int hosts = server("host").orElse("").split(",", -1).length;
        properties.putIfAbsent("loginTimeout", String.valueOf(loginTimeout * hosts));
        return properties;
    }

    private boolean translate(String name, String value) throws SQLException {
        if (SERVER.containsKey(name)) {
            server.put(SERVER.get(name), value);
            return true;
        }
        if (RENAMED.containsKey(name) || PASSED_ON.contains(name)) {
            properties.setProperty(RENAMED.getOrDefault(name, name), value);
            return true;
        }
        switch (name) {
            case "schema", "sslaccept", "sslidentity", "pgbouncer", "connection_limit" -> prismas.put(name, value);
            case "fallback_application_name" -> properties.putIfAbsent("ApplicationName", value);
            case "connect_timeout", "connectTimeout" -> setTimeout(name, value);
            case "keepalives" -> properties.setProperty("tcpKeepAlive", String.valueOf(!value.equals("0")));
            case "load_balance_hosts" ->
                properties.setProperty("loadBalanceHosts", String.valueOf(value.equals("random")));
            case "requiressl" -> setSslMode(value.equals("1") ? "require" : "prefer");
            case "ssl" -> setSsl(value.toLowerCase(Locale.ROOT));
            case "sslcert", "sslkey" -> properties.setProperty(name, file(value));
            case "sslmode" -> setSslMode(value.toLowerCase(Locale.ROOT));
            case "sslrootcert" -> properties.setProperty(name, value.equals("system") ? value : file(value));
            case "target_session_attrs" -> setTargetServer(value);
            default -> {
                return MEANINGLESS.contains(name);
            }
        }
        return true;
    }

    private void setTimeout(String name, String value) throws SQLException {
        if (!value.matches("[0-9]{1,6}")) {
            throw PostgresAddress.failure("the parameter " + name + " takes seconds");
        }
        properties.setProperty("connectTimeout", value);
        loginTimeout = ofJdbc ? USUAL_LOGIN_TIMEOUT : Integer.parseInt(value); // libpq's covers the login too
    }

    /** Node's drivers check certificates then, which no development database has; libpq takes it for "require". */
    private void setSsl(String value) throws SQLException {
        switch (value) {
            case "false", "0", "disable" -> setSslMode("disable");
            case "no-verify" -> setSslMode("require");
            case "true", "1", "" -> setSslMode(ofJdbc ? "verify-full" : "require");
            default -> setSslMode(value);
        }
    }

    private void setSslMode(String value) throws SQLException {
        String mode = value.equals("no-verify") ? "require" : value;
        if (!SSL_MODES.contains(mode)) {
            throw PostgresAddress.failure(
                    "the parameter sslmode takes disable, allow, prefer, require, verify-ca or verify-full");
        }
        properties.setProperty("sslmode", mode);
    }

    private void setTargetServer(String value) throws SQLException {
        properties.setProperty(
                "targetServerType",
                switch (value) {
                    case "any" -> "any";
                    case "read-write", "primary" -> "primary";
                    case "read-only", "standby" -> "secondary";
                    case "prefer-standby" -> "preferSecondary";
                    default ->
                        throw PostgresAddress.failure("the parameter target_session_attrs takes any, read-write,"
                                + " read-only, primary, standby or prefer-standby");
                });
    }

    /**
     * Prisma calls the authority's certificate {@code sslcert} and looks at it only if {@code sslaccept=strict}; libpq
     * checks whatever {@code sslrootcert} names, also if only "require" is asked for.
     */
    private void setCertificates() {
        String mode = properties.getProperty("sslmode", "prefer");
        boolean strict = prismas.getOrDefault("sslaccept", "").equals("strict") && !mode.equals("disable");
        if (prismas.containsKey("sslidentity")) {
            properties.setProperty("sslkey", file(prismas.get("sslidentity")));
        }
        boolean isPrismas =
                !prismas.isEmpty() && (!properties.containsKey("sslkey") || prismas.containsKey("sslidentity"));
        Object authority = isPrismas ? properties.remove("sslcert") : null;
        if (strict) {
            properties.setProperty("sslmode", "verify-full");
            properties.putIfAbsent("sslrootcert", authority == null ? "system" : authority);
        } else if (!ofJdbc && mode.equals("require") && properties.containsKey("sslrootcert")) {
            properties.setProperty("sslmode", "verify-ca");
        }
        if (properties.getProperty("sslrootcert", "").equals("system")) {
            properties.remove("sslrootcert");
            properties.setProperty("sslmode", "verify-full");
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
    }

    /**
     * PgBouncer closes a connection that begins with a search_path; so "public", which stands in every URL of Prisma's and
     * is the default anyway, is not said.
     */
    private void setSchema() {
        String schema = prismas.getOrDefault("schema", "public");
        if (schema.isEmpty() || schema.equals("public")) {
            return;
        }
        if (prismas.getOrDefault("pgbouncer", "false").equals("true")) {
            notes.add("the schema of the URL is not made the default one, since PgBouncer would refuse that");
            return;
        }
        properties.setProperty("currentSchema", "\"" + schema.replace("\"", "\"\"") + "\"");
    }

    /** Prisma's paths are relative to the folder {@code prisma} of the project. */
    private String file(String path) {
        try {
            Path file = folder.resolve(path);
            Path besideSchema = folder.resolve("prisma").resolve(path);
            return (Files.exists(file) || !Files.exists(besideSchema) ? file : besideSchema)
                    .toAbsolutePath()
                    .toString();
        } catch (InvalidPathException e) {
            return path;
        }
    }
}
