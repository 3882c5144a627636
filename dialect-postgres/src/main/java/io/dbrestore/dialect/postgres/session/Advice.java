package io.dbrestore.dialect.postgres.session;

import java.sql.SQLException;
import java.util.Locale;

/** What a user can do about a failure, by its SQLState; the message itself, with the server's hint, is shown beside it. */
public final class Advice {

    private static final String OTHERS_AT_WORK =
            "To see who is at work, run: SELECT pid, usename, application_name, state, query FROM pg_stat_activity"
                    + " WHERE datname = current_database(). End that transaction or program, and run it again.";

    private Advice() {}

    /** One or two sentences, or an empty text. */
    public static String about(SQLException failure) {
        if (failure instanceof MissingRights missing) {
            return missing.advice();
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return switch (state) {
            case "42501" -> missingRight(message);
            case "55P03" ->
                "Another session holds a lock on the table for longer than db-restore waits. " + OTHERS_AT_WORK;
            case "55006" -> inUse(message);
            case "57014" ->
                "The server or an administrator cancelled the statement. Run it again; if it is"
                        + " cancelled once more, ask who or what cancels.";
            case "40001", "40P01" -> "Other sessions were in the way. Run it again, while they are not writing.";
            case "25006" ->
                "This is a read-only server or transaction. Restore into the primary server; lend a"
                        + " connection only with a transaction that may write.";
            case "25P02" -> "The transaction had failed before. Roll it back, and run it again.";
            case "53100" -> "The server's disk is full. Make room there, and run it again.";
            case "53200" -> outOfMemory(message);
            case "53300" ->
                "All connections of the server are taken. Close some, or raise max_connections in its"
                        + " configuration and restart it.";
            case "57P01", "57P02" ->
                "The server is being stopped, or somebody ended this connection. Run it again"
                        + " once the server is up.";
            case "57P03" -> "The server is starting or stopping. Try again in a moment.";
            case "57P05", "25P03", "25P04" ->
                "The server ends idle connections or long transactions. Raise its"
                        + " time-outs for this role: ALTER ROLE ... SET idle_in_transaction_session_timeout = 0.";
            case "28P01" ->
                "The password is wrong, or none was given. Put it into the URL, PGPASSWORD or" + " ~/.pgpass.";
            case "28000" -> refusedLogin(message);
            case "3D000" ->
                "There is no such database on that server. Create it with createdb, or correct the name in"
                        + " the URL; psql -l lists those that exist.";
            case "3F000", "42P01" ->
                "It was there a moment ago: the schema is being changed meanwhile. Run it again"
                        + " when that is done.";
            case "08001", "08004" -> unreachable(message);
            case "08000", "08003", "08006", "08007" ->
                "The connection broke: the server stopped, or the network or a"
                        + " proxy cut it. Run it again once the server is up.";
            case "0A000" ->
                "This server cannot do that. Its version must be 14 or later; databases that only pose as"
                        + " PostgreSQL may lack it.";
            case "22P05", "22021" ->
                "The text holds a character that the database's encoding does not have. Restore"
                        + " into a database that was created with ENCODING 'UTF8'.";
            case "428C9" ->
                "The column counts by itself (GENERATED ALWAYS), and only the table's owner can have that"
                        + " held back. Run it as the owner of the table.";
            case "23503" -> "A row refers to one that does not exist. Restore the table that it refers to as well.";
            default -> "";
        };
    }

    private static String missingRight(String message) {
        if (message.contains("row-level security")) {
            return "Row-level security would hide rows from this role. Run it as a role with BYPASSRLS or as a"
                    + " superuser, or as the table's owner after ALTER TABLE ... NO FORCE ROW LEVEL SECURITY.";
        }
        if (message.contains("schema")) {
            return "Have the schema's owner run: GRANT USAGE ON SCHEMA ... TO this role.";
        }
        return "Have the owner run: GRANT SELECT, INSERT, UPDATE, DELETE, REFERENCES ON ... TO this role, for the table"
                + " or sequence (USAGE, SELECT, UPDATE) that the message names; or run it as the owner.";
    }

    private static String inUse(String message) {
        return message.contains("this session") || message.contains("pending trigger events")
                ? "The transaction that was lent has open cursors or unchecked constraints. Close them or run SET"
                        + " CONSTRAINTS ALL IMMEDIATE, or lend a connection without a transaction."
                : OTHERS_AT_WORK;
    }

    private static String outOfMemory(String message) {
        return message.contains("max_locks_per_transaction")
                ? "The server has no room for a lock on each table. Run ALTER SYSTEM SET max_locks_per_transaction ="
                        + " 1024 and restart it, or take fewer tables at a time with --tables."
                : "The server is short of memory. Free some there, and run it again.";
    }

    private static String refusedLogin(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("pg_hba.conf")) {
            return lower.contains("no encryption") || lower.contains("ssl off")
                    ? "The server wants TLS, or does not know this host: add sslmode=require to the URL, or an entry to"
                            + " the server's pg_hba.conf."
                    : "The server does not let this user, host and database in: add an entry to its pg_hba.conf.";
        }
        return "Check the user in the URL: it must exist on the server and be allowed to log in.";
    }

    private static String unreachable(String message) {
        return message.toLowerCase(Locale.ROOT).contains("ssl")
                ? "Server and URL disagree about TLS: try sslmode=require, or sslmode=disable for a server without it."
                : "No server answers there. Check host and port, and that the server runs: pg_isready -h HOST -p PORT.";
    }
}
