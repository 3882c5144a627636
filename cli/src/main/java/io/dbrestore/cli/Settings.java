package io.dbrestore.cli;

import java.util.List;
import java.util.Optional;

/** Settings of the project in the working directory: the environment, then {@code .env.local}, then {@code .env}. */
final class Settings {

    private static final List<String> FILES = List.of(".env.local", ".env");

    private final Surroundings surroundings;

    Settings(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** A setting's value and where it was found. */
    record Found(String value, String place) {}

    Optional<Found> find(String name) {
        Optional<Found> fromEnvironment =
                surroundings.variable(name).map(value -> new Found(value, name + " of the environment"));
        if (fromEnvironment.isPresent()) {
            return fromEnvironment;
        }
        return FILES.stream()
                .flatMap(file -> DotEnv.read(surroundings.resolve(file), surroundings::variable)
                        .get(name)
                        .map(value -> new Found(value, name + " of " + file))
                        .stream())
                .findFirst();
    }
}
