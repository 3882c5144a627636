package io.dbrestore.engine.extension;

import java.util.List;

/**
 * What was found in one place: a plugin jar, or the class path.
 *
 * @param id the plugin's id; the file's name if it has none
 * @param version empty if unknown
 * @param place the jar's path, or {@code the class path}
 * @param contributions what it brings, in the order in which it is asked
 * @param problems what is wrong with it, to stand behind "plugin x: "; the rest of it works
 */
public record Plugin(String id, String version, String place, List<Contribution> contributions, List<String> problems) {

    public Plugin {
        contributions = List.copyOf(contributions);
        problems = List.copyOf(problems);
    }

    /** What a plugin can bring. */
    public enum Kind {
        DIALECT,
        CODEC,
        RESET_HOOK
    }

    /**
     * One extension.
     *
     * @param name what it calls itself; the class's simple name for a codec, which has no name
     * @param ordinal those with lower ones are asked first
     * @param toolVersion the version of the tool that a hook brings; empty where there is none
     */
    public record Contribution(Kind kind, String name, String className, int ordinal, String toolVersion) {}
}
