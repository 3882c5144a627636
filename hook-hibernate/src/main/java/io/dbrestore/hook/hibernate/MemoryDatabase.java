package io.dbrestore.hook.hibernate;

import java.util.regex.Pattern;

/** Databases that live in memory, mostly those of tests: no row of theirs outlives the process, reset or not. */
final class MemoryDatabase {

    private static final Pattern URL = Pattern.compile(
            "jdbc:(?:h2:mem:.*|hsqldb:mem:.*|derby:memory:.*|sqlite:(?:|(?:file:)?:memory:.*|.*[?&]mode=memory.*))");

    private MemoryDatabase() {}

    static boolean isAt(String jdbcUrl) {
        return URL.matcher(jdbcUrl).matches();
    }
}
