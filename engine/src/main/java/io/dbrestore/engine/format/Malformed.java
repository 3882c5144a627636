package io.dbrestore.engine.format;

/** What is wrong with some part of a dump, to stand behind the name of the file or the number of the row. */
public final class Malformed extends Exception {

    private static final long serialVersionUID = 1;

    private final String what;

    Malformed(String what) {
        super(what);
        this.what = what;
    }

    /** Such as: has no number under "rows". */
    public String what() {
        return what;
    }
}
