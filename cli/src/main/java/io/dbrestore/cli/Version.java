package io.dbrestore.cli;

import org.jspecify.annotations.Nullable;

/** The program's own version, from the manifest of its jar. */
final class Version {

    private Version() {}

    /** What {@code --version} prints. */
    static String line() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return "db-restore " + (version == null ? "(not packaged)" : version);
    }
}
