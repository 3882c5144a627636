package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.reset.ResetSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import liquibase.configuration.AutoloadedConfigurations;
import liquibase.configuration.ConfigurationDefinition;

/** Our settings as Liquibase's own, {@code liquibase.dbrestore.*}: in all the ways in which it takes settings. */
public final class LiquibaseSettings implements AutoloadedConfigurations {

    private static final ConfigurationDefinition.Builder DEFINITIONS =
            new ConfigurationDefinition.Builder("liquibase.dbrestore");

    // Liquibase knows a setting from the moment on in which its definition is built.
    private static final Map<String, ConfigurationDefinition<String>> SETTINGS = Stream.of(
                    define("enabled", "Whether db-restore keeps rows over dropAll: true (the default) or false"),
                    define("dir", "Where db-restore keeps its dumps; by default in the user's configuration"),
                    define("profile", "A name for the folder of this database's dumps, instead of a made one"),
                    define("strategy", "What db-restore does with rows that are there already: upsert, skip, replace"),
                    define("tables", "The tables that db-restore dumps, as globs with commas between; by default all"),
                    define("exclude", "The tables that db-restore leaves out, as globs with commas between"),
                    define("onFailure", "Whether a failing restore makes the update fail: fail (the default) or warn"),
                    define("dumpBefore", "The commands that db-restore makes a dump before, such as update,rollback"))
            .collect(Collectors.toUnmodifiableMap(
                    definition -> definition
                            .getKey()
                            .substring("liquibase.dbrestore.".length())
                            .toLowerCase(Locale.ROOT),
                    Function.identity()));

    private static ConfigurationDefinition<String> define(String name, String description) {
        return DEFINITIONS
                .define(name, String.class)
                .setDescription(description)
                .build();
    }

    static ResetSettings read() {
        return ResetSettings.read(name -> Optional.ofNullable(SETTINGS.get(name))
                .flatMap(definition -> Optional.ofNullable(definition.getCurrentValue())));
    }
}
