package io.dbrestore.dialect.mysql.address;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What to do about a connection that does not come about. Goes by the server's number, else by the cause. */
public final class ConnectionAdvice {

    private ConnectionAdvice() {}

    /** One or two sentences; empty if {@code failure} is about something else. */
    public static Optional<String> of(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case 1045 ->
                Optional.of("Check the user and the password. The password may be in the URL, in"
                        + " DB_RESTORE_PASSWORD, in MYSQL_PWD, or under [client] in ~/.my.cnf.");
            case 1698 ->
                Optional.of(
                        "The server lets this user in through its Unix socket only, as the system's user of"
                                + " the same name: add ?socket=/path/to/mysqld.sock to the URL, or use a user with a password.");
            case 1044 ->
                Optional.of("The user has no right to the database: as an administrator run GRANT ALL ON"
                        + " name_of_database.* TO the user.");
            case 1049 ->
                Optional.of("Check the name of the database; SHOW DATABASES lists those that there are. Run the"
                        + " migrations, or CREATE DATABASE, if it is yet to be made.");
            case 1040 -> Optional.of("End some other connection, or raise max_connections of the server.");
            case 1203, 1226 ->
                Optional.of("The user has as many connections open, or has done as much, as it may: end some other"
                        + " connection, or raise the limit that the message names.");
            case 1130 ->
                Optional.of("The server allows no user from this machine: make one as 'user'@'%', or connect"
                        + " from where the server is.");
            case 1820, 1862 -> Optional.of("The password has expired: set a new one with ALTER USER.");
            case 3159 -> Optional.of("The server takes encrypted connections only: add ssl-mode=REQUIRED to the URL.");
            case 3118, 4151 ->
                Optional.of("The account is locked: as an administrator run ALTER USER ... ACCOUNT UNLOCK.");
            default -> ofMessage(failure);
        };
    }

    private static Optional<String> ofMessage(SQLException failure) {
        if (String.valueOf(failure.getMessage()).contains("SSL Connection required")) { // English only, and so below
            return Optional.of("The server has TLS switched off. On your own machine or network ssl-mode=PREFERRED, the"
                    + " default, does without; elsewhere switch it on in the server.");
        }
        if (String.valueOf(failure.getMessage()).contains("Public Key Retrieval is not allowed")) {
            return Optional.of(
                    "The password cannot be sent without encryption. Add ssl-mode=REQUIRED to the URL; or, on"
                            + " a network that you trust, allowPublicKeyRetrieval=true.");
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return Optional.of(
                        "No such host is known here: check its name. A name from a Docker network is known in"
                                + " there only; from outside it is localhost and the published port.");
            }
            if (cause instanceof SocketTimeoutException) {
                return Optional.of(
                        "Nobody answered in time: check the host and the port, and whether a firewall or a VPN"
                                + " is in between. connect_timeout=SECONDS in the URL gives it longer.");
            }
            if (cause instanceof ConnectException) {
                return Optional.of(
                        "Nobody listens there: start the server, or check the host and the port. The port of a"
                                + " server in Docker must be published.");
            }
            if (cause instanceof SSLException) {
                return Optional.of("TLS did not come about. ssl-mode=REQUIRED encrypts without checking the server's"
                        + " certificate; ssl-ca=FILE names the authority to trust.");
            }
        }
        return Optional.empty();
    }
}
