package io.dbrestore.cli;

import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.Strategy;
import picocli.CommandLine.Option;

/** How a dump is merged into a database, as it is typed. */
final class MergeOptions {

    @Option(
            names = "--strategy",
            paramLabel = "WHICH",
            description =
                    "Where both have a row: upsert lets the dump win, skip the database; replace also deletes what"
                            + " only the database has. Default: upsert.")
    private Merging strategy = Merging.UPSERT;

    @Option(
            names = "--keyless",
            paramLabel = "HOW",
            description =
                    "Tables without a key: replace makes them what the dump holds, merge deletes nothing. Default:"
                            + " replace.")
    private Keyless keyless = Keyless.REPLACE;

    @Option(names = "--no-refresh", description = "Leave materialized views as they are; they will be stale.")
    private boolean noRefresh;

    @Option(
            names = "--allow-non-atomic",
            description =
                    "Write into tables that cannot be rolled back (MyISAM and the like), too: if the restore fails,"
                            + " they stay half restored until it is run again.")
    private boolean allowNonAtomic;

    /** {@link Strategy} as it is typed. */
    enum Merging {
        UPSERT,
        SKIP,
        REPLACE;

        @Override
        public String toString() {
            return Words.of(this);
        }

        Strategy strategy() {
            return Strategy.valueOf(name());
        }
    }

    /** How tables without a key are merged. */
    enum Keyless {
        REPLACE,
        MERGE;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    /** All tables, for good, into the database that was dumped. */
    RestoreOptions options() {
        return RestoreOptions.DEFAULT
                .withStrategy(strategy.strategy())
                .withKeylessMerge(keyless == Keyless.MERGE)
                .withRefresh(!noRefresh)
                .withAllowNonAtomic(allowNonAtomic);
    }

    /** What to type behind {@code restore} to mean the same. */
    String argumentsOfRestore() {
        return (strategy == Merging.UPSERT ? "" : " --strategy " + strategy)
                + (keyless == Keyless.REPLACE ? "" : " --keyless " + keyless)
                + (noRefresh ? " --no-refresh" : "")
                + (allowNonAtomic ? " --allow-non-atomic" : "");
    }
}
