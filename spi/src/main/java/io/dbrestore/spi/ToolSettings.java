package io.dbrestore.spi;

import java.util.Map;
import java.util.Optional;

/**
 * What a migration tool's own configuration says, with the user's options on top.
 *
 * @param place where it was found, for people, such as {@code flyway.toml}; empty if there is none
 * @param summary what of it a user wants to see before a reset, such as {@code schemas app}; may be empty
 * @param url the database that the tool would connect to by itself
 * @param user whom it would connect as, if the URL does not say so
 * @param password the password to that, if the URL does not have it
 * @param options what {@link ResetHook#reset} and {@link ResetHook#migrate} are to get
 * @param objection why there must be no reset, as a sentence without its full stop; empty if nothing speaks against it
 */
public record ToolSettings(
        String place,
        String summary,
        Optional<String> url,
        Optional<String> user,
        Optional<String> password,
        Map<String, String> options,
        String objection) {

    public ToolSettings {
        options = Map.copyOf(options);
    }

    /** The user's options and nothing else. */
    public static ToolSettings of(Map<String, String> options) {
        return new ToolSettings("", "", Optional.empty(), Optional.empty(), Optional.empty(), options, "");
    }

    /** Without values: some are secret. */
    @Override
    public String toString() {
        return "ToolSettings[" + place + "]";
    }
}
