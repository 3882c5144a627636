package io.dbrestore.dialect.postgres.copy;

/** A column has no such value. The message says why, to stand behind a colon. */
final class UnfitValueException extends Exception {

    private static final long serialVersionUID = 1;

    private final String sqlState;

    private UnfitValueException(String sqlState, String why) {
        super(why);
        this.sqlState = sqlState;
    }

    /** It is nothing that the type can be made of. */
    static UnfitValueException invalid(String why) {
        return new UnfitValueException("22P02", why);
    }

    /** It is too great or too fine for the type. */
    static UnfitValueException outOfRange(String why) {
        return new UnfitValueException("22003", why);
    }

    /** It is no date or time of that kind. */
    static UnfitValueException invalidDatetime(String why) {
        return new UnfitValueException("22007", why);
    }

    /** It is no text in the database's encoding. */
    static UnfitValueException invalidText(String why) {
        return new UnfitValueException("22021", why);
    }

    String sqlState() {
        return sqlState;
    }
}
