package io.dbrestore.engine.reset;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.TableSelection;
import io.dbrestore.engine.connect.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a user may set for resets in which a migration tool is in charge: {@code dbrestore.x} as a system property, else
 * {@code DBRESTORE_X} in the environment, else in the tool's own way.
 *
 * @param enabled whether anything is done at all
 * @param folder where dumps are kept, in a folder for each database
 * @param profile a name for the database's folder; empty for one that is made from where the database is
 * @param tables which tables are dumped
 * @param failing whether a restore that fails makes the migration fail, too; otherwise the user is only told
 * @param dumpBefore what a dump is made before, without being restored after it: names of the tool's commands, such as
 *     {@code migrate}
 */
public record ResetSettings(
        boolean enabled,
        Path folder,
        String profile,
        Strategy strategy,
        TableSelection tables,
        boolean failing,
        List<String> dumpBefore) {

    private static final int NAME_LENGTH = 40;
    private static final int HASH_LENGTH = 12;

    public ResetSettings {
        dumpBefore = List.copyOf(dumpBefore);
    }

    /**
     * Reads them all.
     *
     * @param tool the value that the tool has for a name such as {@code strategy}
     * @throws DbRestoreException if a value is not one of those that there are
     */
    public static ResetSettings read(Function<String, Optional<String>> tool) {
        Function<String, Optional<String>> values = name -> Stream.of(
                        systemProperty("dbrestore." + name),
                        Optional.ofNullable(System.getenv("DBRESTORE_" + name.toUpperCase(Locale.ROOT))),
                        tool.apply(name))
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
        return new ResetSettings(
                oneOf(values, "enabled", "true", "false").equals("true"),
                values.apply("dir").map(Path::of).orElseGet(ResetSettings::usualFolder),
                values.apply("profile").orElse(""),
                Strategy.valueOf(
                        oneOf(values, "strategy", "upsert", "skip", "replace").toUpperCase(Locale.ROOT)),
                new TableSelection(list(values, "tables"), list(values, "exclude"), List.of()),
                oneOf(values, "onfailure", "fail", "warn").equals("fail"),
                list(values, "dumpbefore"));
    }

    /** However it is spelled: {@code dbrestore.onFailure} and {@code dbrestore.onfailure} are the same. */
    private static Optional<String> systemProperty(String name) {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name::equalsIgnoreCase)
                .map(System::getProperty)
                .findFirst();
    }

    /** The value, which is the first of those allowed if nothing is set. */
    private static String oneOf(Function<String, Optional<String>> values, String name, String... allowed) {
        String value = values.apply(name).orElse(allowed[0]).toLowerCase(Locale.ROOT);
        if (!Arrays.asList(allowed).contains(value)) {
            throw new DbRestoreException(
                    Failure.REFUSED,
                    "dbrestore." + name + " is " + value + ", which is none of " + String.join(", ", allowed)
                            + "; nothing was done",
                    "set dbrestore." + name + " to one of them");
        }
        return value;
    }

    private static List<String> list(Function<String, Optional<String>> values, String name) {
        return values.apply(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** In the user's configuration, since a reset and the migration after it may run in different folders. */
    private static Path usualFolder() {
        return Stream.of(
                        Optional.ofNullable(System.getenv("DB_RESTORE_HOME")).map(Path::of),
                        Optional.ofNullable(System.getenv("XDG_CONFIG_HOME")).map(home -> Path.of(home, "db-restore")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config", "db-restore"))
                .resolve("resets");
    }

    /**
     * The folder of one database.
     *
     * @param schemas those that are reset together; empty for all
     */
    public Path folderOf(Database database, List<String> schemas) {
        if (!profile.isEmpty()) {
            return folder.resolve(safe(profile));
        }
        String place = database.place();
        String key = place + "\n" + String.join("\n", schemas.stream().sorted().toList());
        String hash = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        String name = safe(place.substring(place.lastIndexOf('/') + 1));
        return folder.resolve(
                name.substring(0, Math.min(NAME_LENGTH, name.length())) + "-" + hash.substring(0, HASH_LENGTH));
    }

    private static String safe(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return safe.isEmpty() ? "database" : safe;
    }

    public DumpOptions dumpOptions(List<String> schemas) {
        return DumpOptions.DEFAULT.withTables(tables.inSchemas(schemas)).withPassingOverMissing(true);
    }

    public RestoreOptions restoreOptions() {
        return RestoreOptions.DEFAULT.withStrategy(strategy);
    }
}
