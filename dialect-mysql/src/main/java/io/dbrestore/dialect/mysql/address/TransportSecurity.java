package io.dbrestore.dialect.mysql.address;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Which TLS the parameters of a URL ask for; every kind of client has its own words for that. */
final class TransportSecurity {

    private static final Set<String> KNOWN = Set.of(
            "requiressl",
            "serversslcert",
            "ssl",
            "sslaccept",
            "sslca",
            "sslcert",
            "sslidentity",
            "sslkey",
            "sslmode",
            "sslpassword",
            "ssldisabled",
            "sslverifycert",
            "sslverifyidentity",
            "sslverifyservercert",
            "tls",
            "trustservercertificate",
            "usessl",
            "verifyservercertificate");

    /** Finds a file that a URL names. */
    @FunctionalInterface
    interface Finder {
        Path find(String path) throws SQLException;
    }

    private final Map<String, String> said;
    private final Finder files;

    /** @param said the parameters, by their {@link #plain} names */
    TransportSecurity(Map<String, String> said, Finder files) {
        this.said = said;
        this.files = files;
    }

    /** A name without what the clients spell differently: {@code ssl-mode}, {@code ssl_mode} and {@code sslMode}. */
    static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    static boolean knows(String name) {
        return KNOWN.contains(plain(name));
    }

    void apply(Properties properties) throws SQLException {
        String mode = mode();
        String authority = authority();
        if (!authority.isEmpty() && !mode.equals("DISABLED")) {
            trust(files.find(authority), properties);
            mode = mode.startsWith("VERIFY") || said.containsKey("sslmode") ? mode : "VERIFY_CA";
        }
        setIdentity(properties);
        properties.setProperty("sslMode", mode);
    }

    /** Prisma calls the authority's certificate {@code sslcert}. */
    private String authority() {
        return said.getOrDefault("sslca", said.getOrDefault("serversslcert", isPrismas() ? get("sslcert") : ""));
    }

    private boolean isPrismas() {
        return said.containsKey("sslaccept") || said.containsKey("sslidentity") || !said.containsKey("sslkey");
    }

    private String mode() throws SQLException {
        if (said.containsKey("sslmode")) {
            return ofWord(get("sslmode"));
        }
        if (said.containsKey("ssldisabled") && isTrue("ssldisabled")) {
            return "DISABLED";
        }
        if (get("sslaccept").equals("strict") || isSaidTrue("sslverifyidentity") || isSaidTrue("sslverifyservercert")) {
            return "VERIFY_IDENTITY";
        }
        if (isSaidTrue("sslverifycert") || isSaidTrue("verifyservercertificate")) {
            return "VERIFY_CA";
        }
        for (String name : List.of("ssl", "tls", "usessl")) {
            if (said.containsKey(name)) {
                return ofSwitch(get(name));
            }
        }
        return isSaidTrue("requiressl") || said.containsKey("sslidentity") || said.containsKey("sslaccept")
                ? "REQUIRED"
                : "PREFERRED";
    }

    private static String ofWord(String value) throws SQLException {
        return switch (plain(value)) {
            case "disabled", "disable" -> "DISABLED";
            case "preferred", "prefer", "allow" -> "PREFERRED";
            case "required", "require", "trust" -> "REQUIRED";
            case "verifyca" -> "VERIFY_CA";
            case "verifyidentity", "verifyfull" -> "VERIFY_IDENTITY";
            default ->
                throw MySqlAddress.failure("the parameter ssl-mode takes DISABLED, PREFERRED, REQUIRED, VERIFY_CA or"
                        + " VERIFY_IDENTITY");
        };
    }

    /** {@code true}, {@code skip-verify}, or the JSON of Node's drivers; a development database has no real certificate. */
    private static String ofSwitch(String value) throws SQLException {
        String word = value.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        return switch (word) {
            case "", "true", "1", "skip-verify", "no-verify" -> "REQUIRED";
            case "false", "0" -> "DISABLED";
            default ->
                word.startsWith("{")
                        ? word.contains("\"rejectunauthorized\":false") ? "REQUIRED" : "VERIFY_IDENTITY"
                        : ofWord(value);
        };
    }

    private void setIdentity(Properties properties) throws SQLException {
        if (said.containsKey("sslkey")) {
            throw MySqlAddress.failure(
                    "a client's key in PEM, as ssl-key names one, is nothing that the driver reads. Turn"
                            + " it into PKCS #12 with: openssl pkcs12 -export -in client-cert.pem -inkey client-key.pem -out"
                            + " client.p12; and write sslidentity=client.p12&sslpassword=... instead");
        }
        if (said.containsKey("sslidentity")) {
            properties.setProperty(
                    "clientCertificateKeyStoreUrl",
                    files.find(get("sslidentity")).toUri().toString());
            properties.setProperty("clientCertificateKeyStoreType", "PKCS12");
            properties.setProperty("clientCertificateKeyStorePassword", get("sslpassword"));
        }
    }

    /** The driver wants a key store, so it gets one: a file with the certificates and no secret, gone with this JVM. */
    private static void trust(Path certificates, Properties properties) throws SQLException {
        try (InputStream content = Files.newInputStream(certificates)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (found.isEmpty()) {
                throw new GeneralSecurityException("it holds no certificate");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : found) {
                store.setCertificateEntry("authority-" + ++number, certificate);
            }
            Path file = Files.createTempFile("db-restore-authorities-", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream to = Files.newOutputStream(file)) {
                store.store(to, "authorities".toCharArray());
            }
            properties.setProperty("trustCertificateKeyStoreUrl", file.toUri().toString());
            properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
            properties.setProperty("trustCertificateKeyStorePassword", "authorities");
        } catch (IOException | GeneralSecurityException e) {
            throw MySqlAddress.failure(
                    "the authority's certificate in " + certificates + " cannot be used: " + e.getMessage());
        }
    }

    private String get(String name) {
        return said.getOrDefault(name, "");
    }

    private boolean isSaidTrue(String name) {
        return said.containsKey(name) && isTrue(name);
    }

    private boolean isTrue(String name) {
        String value = get(name);
        return value.isEmpty() || value.equals("1") || value.equalsIgnoreCase("true");
    }
}
