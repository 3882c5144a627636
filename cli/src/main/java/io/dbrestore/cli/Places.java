package io.dbrestore.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where profiles, dumps, archives and plugins lie. */
final class Places {

    private final Path configuration;
    private final Optional<Path> backups;
    private final Path project;

    /** @param configurationOption what {@code --config-dir} says, or nothing */
    Places(Surroundings surroundings, Settings settings, Optional<String> configurationOption) {
        this.configuration = configurationOption
                .or(() -> surroundings.variable("DB_RESTORE_HOME"))
                .or(() -> surroundings.variable("XDG_CONFIG_HOME").map(folder -> folder + "/db-restore"))
                .map(surroundings::resolve)
                .orElseGet(() -> surroundings.userHome().resolve(".config").resolve("db-restore"));
        this.backups = settings.find("BACKUP_DIR").map(found -> surroundings.resolve(found.value()));
        this.project = surroundings.workingDirectory().resolve(".db-restore");
    }

    Path profiles() {
        return configuration.resolve("profiles");
    }

    /** Plugins that the user has added. */
    Path plugins() {
        return configuration.resolve("plugins");
    }

    Path dumpOfProfile(String profile) {
        return dumps(backups.orElse(configuration), profile);
    }

    /** Where older dumps of a profile lie. */
    Path archivesOfProfile(String profile) {
        return archives(backups.orElse(configuration), profile);
    }

    /** Where the dump of a database without a profile lies: in the project that its URL was taken from. */
    Path dumpOfDatabase(String database) {
        return dumps(backups.orElse(project), database);
    }

    /** Where older dumps of a database without a profile lie. */
    Path archivesOfDatabase(String database) {
        return archives(backups.orElse(project), database);
    }

    private static Path dumps(Path root, String name) {
        return root.resolve("dumps").resolve(FileNames.safe(name));
    }

    private static Path archives(Path root, String name) {
        return root.resolve("archives").resolve(FileNames.safe(name));
    }
}
