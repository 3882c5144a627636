package io.dbrestore.dialect.mysql.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.testserver.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerKindTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8.0.33                            | MySQL Community Server - GPL
            8.4.3-3                           | Percona Server (GPL), Release 3
            9.7.0                             | (Debian)
            8.0.39-google                     | (Google)
            8.0.mysql_aurora.3.08.0           | Source distribution
            10.6.21-MariaDB-0ubuntu0.22.04.2  | Ubuntu 22.04
            11.4.5-MariaDB                    | mariadb.org binary distribution
            5.5.5-10.11.6-MariaDB-0+deb12u1   | Debian 12
            12.1.2-MariaDB-ubu2404            | mariadb.org binary distribution
            """)
    void serversOfTheFamilyAreTakenIn(String version, String comment) {
        assertThat(ServerKind.refusal(version, comment)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5.7.44                | MySQL Community Server (GPL)         | MySQL 5.7
            10.5.28-MariaDB       | mariadb.org binary distribution      | MariaDB 10.5
            8.0.11-TiDB-v8.5.1    | TiDB Server (Apache License 2.0)     | TiDB
            8.0.30-Vitess         | Version: 21.0.0                      | Vitess
            5.7.32                | SingleStoreDB source distribution    | SingleStore
            5.7.25-OceanBase-v4.3 | OceanBase_CE 4.3.5                   | OceanBase
            5.7.99                | Doris version doris-3.0.4            | Doris
            8.0.33                | StarRocks version 3.4                | StarRocks
            25.1.2.3-ClickHouse   | ''                                   | ClickHouse
            8.0.33                | Dolt                                 | Dolt
            mine                  | ''                                   | "mine"
            """)
    void othersAreRefusedByName(String version, String comment, String name) {
        assertThat(ServerKind.refusal(version, comment))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains(name)
                        .endsWithIgnoringCase(reason.contains("later") ? "for development" : "could help"));
    }

    @Test
    void theServerSaysItselfWhatItIs() throws SQLException {
        try (Connection connection = MySqlServer.connect(MySqlServer.shared().newDatabase())) {
            ServerKind.requireKnown(connection);
            assertThat(ServerKind.isMariaDb(connection)).isNotEqualTo(MySqlServer.IS_MYSQL);
        }
    }
}
