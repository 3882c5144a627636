package io.dbrestore.cli;

import io.dbrestore.cli.Profile.Connection;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a profile: asks for whatever the options leave open, tries to connect, and saves it without the password. */
@Command(name = "setup", description = "Create a profile: asks, tests the connection, and saves it.")
final class SetupCommand implements Callable<Integer> {

    private final CommandLineMain main;

    @Parameters(paramLabel = "<profile>", description = "The name of the new profile.")
    private String name = "";

    @Option(names = "--provider", paramLabel = "NAME", description = "postgres, mysql, sqlite, or what a plugin adds.")
    private @Nullable String provider;

    @Option(names = "--host", paramLabel = "HOST", description = "The server.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The server's port.")
    private @Nullable String port;

    @Option(names = "--database", paramLabel = "NAME", description = "The database.")
    private @Nullable String database;

    @Option(names = "--user", paramLabel = "NAME", description = "The user.")
    private @Nullable String user;

    @Option(names = "--path", paramLabel = "FILE", description = "The file of an SQLite database.")
    private @Nullable String path;

    @Option(names = "--password-stdin", description = "Read the password from the first line of standard input.")
    private boolean passwordFromInput;

    SetupCommand(CommandLineMain main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        ProfileStore store = main.profiles();
        boolean replaces = store.exists(name);
        Questions questions = main.questions();
        if (replaces) {
            confirmReplacing(questions);
        }
        Profile profile = profile(questions);
        testConnection(profile, questions);
        Path file = store.write(profile);
        Screen screen = main.screen();
        screen.result("Profile \"" + name + "\" saved.");
        screen.document(json -> {
            json.writeStartObject().writeName("profile").writeStartObject();
            profile.writeMembers(json);
            json.writeEndObject().writeStringProperty("path", file.toString()).writeEndObject();
        });
        return ExitCode.DONE.number();
    }

    private void confirmReplacing(Questions questions) {
        if (main.saysYes()) {
            return;
        }
        String question = "Profile \"" + name + "\" exists. Replace it?";
        if (!questions.canAsk()
                || !questions.choice(question, "--yes", List.of("no", "yes")).equals("yes")) {
            throw new DbRestoreException(
                    Failure.REFUSED,
                    "the profile \"" + name + "\" exists, and stays as it is",
                    "To replace it, add --yes, or remove it first: db-restore remove " + name);
        }
    }

    private Profile profile(Questions questions) {
        Optional<String> url = main.url();
        if (url.isPresent()) {
            return new Profile(name, providerOf(url.get()), urlConnection(url.get()));
        }
        String chosen = provider(questions);
        if (chosen.equals("sqlite")) {
            String file = path == null ? questions.lineThatIsNeeded("Path", "--path FILE") : path;
            return new Profile(name, chosen, new Profile.File(file, folder()));
        }
        Optional<Integer> usualPort = Profile.usualPort(chosen);
        if (usualPort.isEmpty()) {
            String asked = questions.lineThatIsNeeded("URL", "--url URL");
            return new Profile(name, chosen, urlConnection(asked));
        }
        return new Profile(name, chosen, server(questions, chosen, usualPort.get()));
    }

    private String provider(Questions questions) {
        if (path != null && provider == null) {
            return "sqlite";
        }
        String answer = provider == null ? questions.line("Provider", "postgres", "--provider NAME") : provider;
        String word = answer.toLowerCase(Locale.ROOT);
        return word.equals("postgresql") ? "postgres" : word;
    }

    /** What PostgreSQL's own variables say is suggested. */
    private Connection server(Questions questions, String chosen, int usualPort) {
        boolean isPostgres = chosen.equals("postgres");
        String server = orAsk(questions, host, "Host", variable("PGHOST", isPostgres, "localhost"), "--host HOST");
        if (server.contains("://")) {
            return urlConnection(server);
        }
        String number = orAsk(
                questions, port, "Port", variable("PGPORT", isPostgres, String.valueOf(usualPort)), "--port PORT");
        String known = variable("PGDATABASE", isPostgres, "");
        String named = known.isEmpty() && database == null
                ? questions.lineThatIsNeeded("Database", "--database NAME")
                : orAsk(questions, database, "Database", known, "--database NAME");
        String me = variable("PGUSER", isPostgres, System.getProperty("user.name", ""));
        String login = orAsk(questions, user, "User", me, "--user NAME");
        try {
            return new Profile.Server(server, Profile.port(number), named, login);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "", e);
        }
    }

    private String variable(String variable, boolean asked, String otherwise) {
        return asked ? main.surroundings().variable(variable).orElse(otherwise) : otherwise;
    }

    /** In a script the usual answer stands, so that it need not be said. */
    private static String orAsk(
            Questions questions, @Nullable String given, String label, String suggestion, String flag) {
        if (given != null) {
            return given;
        }
        return questions.canAsk() ? questions.line(label, suggestion, flag) : suggestion;
    }

    private String providerOf(String url) {
        return provider == null ? DatabaseUrl.provider(url) : provider.toLowerCase(Locale.ROOT);
    }

    /** Without the password; that there was one is remembered. */
    private Connection urlConnection(String url) {
        boolean needsPassword = passwordFromInput || DatabaseUrl.hasPassword(url) || DatabaseUrl.usesPasswords(url);
        return new Profile.Url(DatabaseUrl.withoutPassword(url), folder(), needsPassword);
    }

    private Path folder() {
        return main.surroundings().workingDirectory();
    }

    private void testConnection(Profile profile, Questions questions) {
        Target target = Target.ofProfile(profile, main);
        Optional<String> typed = main.url().filter(DatabaseUrl::hasPassword);
        Target tested = typed.map(target::withUrl).orElse(target);
        Optional<String> password = new Passwords(main.surroundings(), questions, main.screen()::warning)
                .find(tested.url(), passwordFromInput, tested.needsPassword());
        main.screen().result("");
        try (Extensions extensions = main.extensions();
                Database connected = new Login(tested, password, extensions, main).connect()) {
            main.screen().result("Testing connection... Connected.");
            connected.dialect();
        }
    }
}
