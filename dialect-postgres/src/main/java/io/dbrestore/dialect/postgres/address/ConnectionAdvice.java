package io.dbrestore.dialect.postgres.address;

import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.util.GT;

/**
 * What to do about a connection that does not come about. Goes by the cause: the driver has one state for most, and speaks
 * the language of its users.
 */
public final class ConnectionAdvice {

    private ConnectionAdvice() {}

    /** One or two sentences; empty if the state alone says it all, or {@code failure} is about something else. */
    public static Optional<String> of(SQLException failure) {
        if (String.valueOf(failure.getMessage()).contains("unsupported startup parameter")) { // it speaks English only
            return Optional.of(
                    "PgBouncer refuses that parameter. Leave it out of the URL; for a schema add pgbouncer=true,"
                            + " or have its administrator put search_path into ignore_startup_parameters.");
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "08004" -> Optional.of(ofRejection(failure));
            case "08001", "08006", "08P01" -> ofCause(failure);
            default -> Optional.empty();
        };
    }

    /** The driver has one state for all that it rejects itself. */
    private static String ofRejection(SQLException failure) {
        return GT.tr("The server does not support SSL.").equals(failure.getMessage())
                ? "The server has TLS switched off. On your own machine or network sslmode=prefer, the default, does"
                        + " without; elsewhere switch it on in the server."
                : "The server wants a password, or a way to log in that the driver does not know; its pg_hba.conf says which.";
    }

    private static Optional<String> ofCause(SQLException failure) {
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
            if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
                return Optional.of("A certificate or a key that the URL names is not there: check its path.");
            }
            if (cause instanceof SSLException) {
                return Optional.of("TLS did not come about. sslmode=require encrypts without checking the server's"
                        + " certificate; sslrootcert=FILE names the authority to trust.");
            }
        }
        return Optional.empty();
    }
}
