package io.dbrestore.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The database that a command is about, and where its dumps lie.
 *
 * @param url what to connect to; may hold a password
 * @param base what relative paths in the URL are relative to
 * @param needsPassword whether to ask for a password where none is known
 * @param reached where the connection in fact leads, as its driver says; the same as the URL until there is one
 * @param argument what to type behind a command to mean this database again: a name, an option, or nothing
 * @param toolsUser whom a tool connects as, if the URL is that of its own configuration
 * @param toolsPassword the password to that
 */
record Target(
        String url,
        String reached,
        Path base,
        boolean needsPassword,
        String argument,
        Path dumpFolder,
        Path archivesFolder,
        Optional<String> toolsUser,
        Optional<String> toolsPassword) {

    private static final Pattern LOCAL = Pattern.compile(
            "localhost|/.*|127(\\.[0-9]+){3}|::1|0:0:0:0:0:0:0:1|host\\.docker\\.internal|.*\\.localhost",
            Pattern.CASE_INSENSITIVE);

    /** Also found in "shopprod" and "production", but not in "products". */
    private static final Pattern PRODUCTION = Pattern.compile("prod(?!uct(?!ion))", Pattern.CASE_INSENSITIVE);

    /** The profile, {@code --url}, or the {@code DATABASE_URL} of the project; exactly one is meant. */
    static Target resolve(Optional<String> profileName, CommandLineMain main) {
        return resolve(profileName, Optional.empty(), main);
    }

    /** The same; or else, if nothing says which, that of the tool's own configuration. */
    static Target resolve(Optional<String> profileName, Optional<ConfiguredTool> tool, CommandLineMain main) {
        if (profileName.isPresent() && main.url().isPresent()) {
            throw new UsageException(
                    "both a profile and --url are given, and they may be two databases", "Leave one of them out.");
        }
        if (profileName.isPresent()) {
            return ofProfile(main.profiles().read(profileName.get()), main);
        }
        if (main.url().isPresent()) {
            String url = main.url().get();
            return ofUrl(url, " --url '" + DatabaseUrl.withoutPassword(url) + "'", main);
        }
        Optional<Settings.Found> project = main.settings().find("DATABASE_URL");
        if (project.isEmpty() && tool.flatMap(ConfiguredTool::url).isPresent()) {
            return ofTool(tool.get(), tool.get().url().get(), main);
        }
        Settings.Found found = project.or(() -> PostgresPlace.ofEnvironment(main.surroundings()))
                .orElseThrow(() -> new UsageException(
                        "which database? There is no profile, no --url, no DATABASE_URL in the environment, .env.local"
                                + " or .env, and no PGHOST, PGDATABASE or PGSERVICE"
                                + tool.map(named -> ", and no configuration of " + named.name() + " has a URL")
                                        .orElse(""),
                        "Create a profile with: db-restore setup NAME"));
        main.screen().note("Using " + found.place());
        return ofUrl(found.value(), "", main);
    }

    /** The database of a profile, which need not be saved. */
    static Target ofProfile(Profile profile, CommandLineMain main) {
        return new Target(
                profile.url(),
                profile.url(),
                profile.connection().base(main.surroundings().workingDirectory()),
                profile.connection().needsPassword(),
                " " + profile.name() + main.configurationArgument(),
                main.places().dumpOfProfile(profile.name()),
                main.places().archivesOfProfile(profile.name()),
                Optional.empty(),
                Optional.empty());
    }

    private static Target ofUrl(String url, String argument, CommandLineMain main) {
        String database = DatabaseUrl.database(url);
        return new Target(
                url,
                url,
                main.surroundings().workingDirectory(),
                false,
                argument + main.configurationArgument(),
                main.places().dumpOfDatabase(database),
                main.places().archivesOfDatabase(database),
                Optional.empty(),
                Optional.empty());
    }

    /** The way back has to work without the tool, so the user goes into the URL that is shown. */
    private static Target ofTool(ConfiguredTool tool, String url, CommandLineMain main) {
        main.screen().note("Using the url of " + tool.place());
        Target target = ofUrl(
                url, " --url '" + DatabaseUrl.withoutPassword(DatabaseUrl.withUser(url, tool.user())) + "'", main);
        return new Target(
                url,
                url,
                target.base(),
                false,
                target.argument(),
                target.dumpFolder(),
                target.archivesFolder(),
                tool.user(),
                tool.password());
    }

    /** The same, but connects to {@code other}. */
    Target withUrl(String other) {
        return new Target(
                other, other, base, needsPassword, argument, dumpFolder, archivesFolder, toolsUser, toolsPassword);
    }

    /** The same, now that {@code jdbcUrl} is known to be where it leads: variables and services may have said so. */
    Target reaching(String jdbcUrl) {
        return new Target(
                url, jdbcUrl, base, needsPassword, argument, dumpFolder, archivesFolder, toolsUser, toolsPassword);
    }

    /** The database's name. */
    String database() {
        return DatabaseUrl.database(url);
    }

    /** Which database it is, for people: its name and its server, or its file. */
    String shown() {
        return DatabaseUrl.host(url)
                .map(host -> database() + " on " + (host.isEmpty() ? "localhost" : host))
                .orElseGet(() -> DatabaseUrl.file(url)
                        .map(file -> base.resolve(file).normalize().toString())
                        .orElseGet(() -> DatabaseUrl.shown(url)));
    }

    /** Why this may be no development database; nothing if it looks like one. */
    List<String> doubts() {
        Optional<String> farAway = Stream.of(url, reached)
                .flatMap(place -> DatabaseUrl.hosts(place).stream())
                .filter(name -> !name.isEmpty() && !LOCAL.matcher(name).matches())
                .findFirst()
                .map(name -> "its host " + name + " is not this machine");
        Optional<String> production = Stream.of(url, reached)
                .map(DatabaseUrl::withoutPassword)
                .filter(name -> PRODUCTION.matcher(name).find())
                .findFirst()
                .map(name -> "\"prod\" is in its name");
        return Stream.of(farAway, production).flatMap(Optional::stream).toList();
    }

    /** The command that does {@code command} with this database. */
    String command(String command) {
        return "db-restore " + command + argument;
    }
}
