package io.dbrestore.dialect.mysql.session;

import java.sql.SQLException;

/** What a user can do about a failure, by the server's error number; the message itself is shown beside it. */
public final class Advice {

    private static final String OTHERS_AT_WORK =
            " To see who is at work, run: SHOW FULL PROCESSLIST. End that transaction or program, and run it again.";

    private static final String RIGHTS =
            "GRANT SELECT, SHOW VIEW, TRIGGER, INSERT, UPDATE, DELETE, ALTER, CREATE TEMPORARY"
                    + " TABLES ON `database`.* TO `user`@`host`";

    private Advice() {}

    /** One or two sentences, or an empty text. */
    public static String about(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (message.contains("max_allowed_packet")) { // whoever says so: a driver, the server, or we
            return packet();
        }
        if (state.startsWith("08")) {
            return brokenConnection();
        }
        if (state.equals(Errors.IN_USE)) {
            return "Wait until it is done. Who it is says the query: SELECT IS_USED_LOCK(CONCAT('dbr ',"
                    + " SHA2(LOWER(DATABASE()), 224)))";
        }
        if (message.startsWith("Connection is read-only")) {
            return "The connection was made read-only in the program. Lend one that may write.";
        }
        return byNumber(failure.getErrorCode(), message);
    }

    private static String byNumber(int number, String message) {
        return switch (number) {
            case 1142, 1143 -> "Have somebody who may run: " + RIGHTS + ", with the names of the message.";
            case 1227, 1370 ->
                "The message names a right that this user lacks. Have an administrator grant it, or run it as another"
                        + " user.";
            case 1205 ->
                "Another session holds a lock for longer than db-restore waits, which is a minute." + OTHERS_AT_WORK;
            case 1213 ->
                "Another session wrote into the same rows, and the server ended one of the two. Run it again, while it"
                        + " is not writing.";
            case 1412, 1146, 1051 ->
                "The schema was changed while db-restore was at work. Run it again when that is done.";
            case 1792 -> "The transaction that was lent may only read. Lend one that may write.";
            case 1290 ->
                "This server takes no writes: it is a replica, or an administrator has made it read-only. Restore into"
                        + " the one that takes writes.";
            case 3, 1021, 1026, 1030, 1114 -> noRoom(message);
            case 1038, 1206 ->
                "The server is short of memory for this. Raise sort_buffer_size or innodb_buffer_pool_size there, or"
                        + " take fewer tables at a time with --tables.";
            case 1099, 1100, 1192, 1223 ->
                "The connection that was lent holds a lock of its own. Run UNLOCK TABLES in it first, or lend another.";
            case 3748 ->
                "The server enforces GTIDs and logs statements: set binlog_format = ROW for it, which is the default.";
            case 1665 -> "The server logs statements only: set binlog_format = ROW for it, which is the default.";
            case 1317, 1969, 3024 ->
                "An administrator, or a limit of the server, ended the statement. Run it again; if it is ended once"
                        + " more, ask who or what does it.";
            case 1366, 1406, 1264, 1265 ->
                "The table's column cannot take the value. Its type has changed since the dump; change it back, or"
                        + " leave the table out with --exclude.";
            default -> "";
        };
    }

    private static String brokenConnection() {
        return "The connection broke: the server stopped or ended it, or the network or a proxy cut it. Run it again once"
                + " the server is up; its error log says why.";
    }

    private static String packet() {
        return "A row is longer than the server takes. Raise its max_allowed_packet (1G is the most): SET GLOBAL"
                + " max_allowed_packet = 1073741824, and in its my.cnf for good.";
    }

    private static String noRoom(String message) {
        return message.contains("full") || message.contains("No space")
                ? "The server's disk, or its space for tables, is full. Make room there, and run it again."
                : "The server failed to write or read its files. Its error log says why.";
    }
}
