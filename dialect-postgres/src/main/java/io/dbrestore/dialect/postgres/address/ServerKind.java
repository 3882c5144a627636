package io.dbrestore.dialect.postgres.address;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells PostgreSQL from what speaks its protocol and is another database: by {@code version()}, and by nothing else. */
public final class ServerKind {

    private static final int OLDEST = 14;

    private static final Pattern RELEASE = Pattern.compile("PostgreSQL ([0-9]{1,4}).*", Pattern.DOTALL);

    /** What a server says of itself, in part; who that is; and what it does otherwise. */
    private static final List<Imitation> IMITATIONS = List.of(
            new Imitation("CockroachDB", "CockroachDB", "it has no deferrable constraints, and a catalog of its own"),
            new Imitation("-YB-", "YugabyteDB", "changes of the schema are not part of its transactions"),
            new Imitation(
                    "Redshift", "Amazon Redshift", "it enforces no keys, and takes no rows by COPY from a client"),
            new Imitation("Greenplum", "Greenplum", "it spreads tables over segments, and enforces no foreign keys"),
            new Imitation(
                    "Cloudberry", "Apache Cloudberry", "it spreads tables over segments, and enforces no foreign keys"),
            new Imitation("Materialize", "Materialize", "it has no keys"),
            new Imitation("RisingWave", "RisingWave", "it has no transactions that could be rolled back"),
            new Imitation("QuestDB", "QuestDB", "it has no transactions that could be rolled back"),
            new Imitation("CrateDB", "CrateDB", "it has no transactions that could be rolled back"),
            new Imitation("Hologres", "Hologres", "it has no foreign keys, and a catalog of its own"),
            new Imitation("openGauss", "openGauss", "it is an old PostgreSQL with another catalog"),
            new Imitation("protocol using H2", "H2", "its own URL, jdbc:h2:..., is the one to use"));

    private ServerKind() {}

    /** Another database that passes for PostgreSQL. */
    private record Imitation(String mark, String name, String difference) {}

    /**
     * Looks who answers.
     *
     * @throws SQLFeatureNotSupportedException if it is not PostgreSQL, or one that is too old; the message says why, to stand behind "connected, but"
     */
    public static void requirePostgres(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version()")) {
            Optional<String> refusal = row.next() ? refusal(row.getString(1)) : Optional.empty();
            if (refusal.isPresent()) {
                throw new SQLFeatureNotSupportedException(refusal.get());
            }
        }
    }

    /** Why db-restore does not work with the server that calls itself {@code version}; empty if it does. */
    static Optional<String> refusal(String version) {
        for (Imitation imitation : IMITATIONS) {
            if (version.contains(imitation.mark())) {
                return Optional.of("the server is " + imitation.name() + ", which speaks PostgreSQL's protocol and is"
                        + " another database: " + imitation.difference()
                        + "; a plugin with a dialect for it could help");
            }
        }
        Matcher release = RELEASE.matcher(version);
        if (!release.matches() || !version.contains("compiled by")) { // as every PostgreSQL says, wherever it was built
            return Optional.of("the server speaks PostgreSQL's protocol and is another database, which calls itself \""
                    + version + "\"; a plugin with a dialect for it could help");
        }
        int major = Integer.parseInt(release.group(1));
        return major >= OLDEST
                ? Optional.empty()
                : Optional.of(
                        "the server is PostgreSQL " + major + ", and db-restore works with " + OLDEST
                                + " and later: nobody has tried whether older ones give every value back exactly, and they get no"
                                + " corrections any more; use a newer server for development, or pg_dump --data-only with this one");
    }
}
