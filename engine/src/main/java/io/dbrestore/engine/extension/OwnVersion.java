package io.dbrestore.engine.extension;

import org.jspecify.annotations.Nullable;

/** The version of db-restore that plugins may ask for. */
final class OwnVersion {

    /** What PF4J takes for "any plugin will do". */
    static final String UNKNOWN = "0.0.0";

    private OwnVersion() {}

    /** From the manifest of the engine's jar. A snapshot counts as the version that it is about to become. */
    static String get() {
        @Nullable String version = OwnVersion.class.getPackage().getImplementationVersion();
        return version == null ? UNKNOWN : version.replaceFirst("-SNAPSHOT$", "");
    }
}
