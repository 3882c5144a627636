package io.dbrestore.dialect.postgres.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.testserver.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("case-67")
class ServerKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PostgreSQL 14.24 on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit",
                "PostgreSQL 17.2 (Debian 17.2-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14)"
                        + " 12.2.0, 64-bit",
                "PostgreSQL 18beta1 on aarch64-apple-darwin24.4.0, compiled by Apple clang version 17.0.0, 64-bit",
                "PostgreSQL 16.1, compiled by Visual C++ build 1937, 64-bit",
                "PostgreSQL 17.0 on x86_64-windows, compiled by msvc-19.41.34120, 64-bit",
                "PostgreSQL 15.4 (EnterpriseDB Advanced Server 15.4.0) on x86_64-pc-linux-gnu, compiled by gcc (GCC) 8.5.0"
                        + " 20210514 (Red Hat 8.5.0-18), 64-bit"
            })
    void postgresIsPostgresWhereverItWasBuilt(String version) {
        assertThat(ServerKind.refusal(version)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CockroachDB     | CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27 01:53:43, go1.19.10)
            YugabyteDB      | PostgreSQL 11.2-YB-2.19.0.0-b0 on x86_64-pc-linux-gnu, compiled by clang version 15.0.3, 64-bit
            YugabyteDB      | PostgreSQL 15.2-YB-2024.2.0.0-b0 on x86_64-pc-linux-gnu, compiled by clang version 17.0.6, 64-bit
            Amazon Redshift | PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.61191
            Greenplum       | PostgreSQL 9.4.26 (Greenplum Database 6.20.0 build commit:9b61e83d) on x86_64-unknown-linux-gnu, compiled by gcc (GCC) 6.4.0, 64-bit
            Apache Cloudberry | PostgreSQL 14.4 (Apache Cloudberry 2.0.0-incubating build 1) on x86_64-pc-linux-gnu, compiled by gcc (GCC) 11.4.1, 64-bit
            Materialize     | PostgreSQL 9.5.0 on x86_64-unknown-linux-gnu (Materialize v0.27.0)
            RisingWave      | PostgreSQL 13.14.0-RisingWave-2.0.1 (0d15632ac8d18fbd323982b53bc2d508dc7e148a)
            QuestDB         | PostgreSQL 12.3, compiled by Visual C++ build 1914, 64-bit, QuestDB
            CrateDB         | CrateDB 5.4.3 (built 8a2b6d1/NA, Linux 5.15.0 amd64, OpenJDK 64-Bit Server VM 20.0.2+9)
            H2              | PostgreSQL 8.2.23 server protocol using H2 2.2.224 (2023-09-17)
            calls itself "PostgreSQL 14.1" | PostgreSQL 14.1
            """)
    void whatPassesForPostgresIsRefusedByItsName(String name, String version) {
        assertThat(ServerKind.refusal(version))
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .contains(name)
                        .contains("another database")
                        .contains("plugin"));
    }

    @Test
    void anOldPostgresIsRefusedByItsVersion() {
        assertThat(ServerKind.refusal(
                        "PostgreSQL 13.23 on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0"))
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .startsWith("the server is PostgreSQL 13,")
                        .contains("14 and later"));
        assertThat(ServerKind.refusal("PostgreSQL 9.6.24 on x86_64-pc-linux-gnu, compiled by gcc (GCC) 8.3.0, 64-bit"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"14", "17", "18"})
    void everyServerThatWeKnowIsAccepted(String major) throws SQLException {
        try (Connection connection =
                PostgresServer.connect(PostgresServer.shared(major).url("postgres", "postgres"))) {
            ServerKind.requirePostgres(connection);

            assertThat(connection.getMetaData().getDatabaseMajorVersion()).hasToString(major);
        }
    }
}
