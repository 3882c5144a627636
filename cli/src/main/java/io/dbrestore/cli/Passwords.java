package io.dbrestore.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the password for a database where its URL has none. It is never stored. */
final class Passwords {

    private final Surroundings surroundings;
    private final Questions questions;
    private final Consumer<String> warning;

    /** @param warning gets a sentence if a password may be known and is not used */
    Passwords(Surroundings surroundings, Questions questions, Consumer<String> warning) {
        this.surroundings = surroundings;
        this.questions = questions;
        this.warning = warning;
    }

    /**
     * The password from standard input if that was said; else, unless the URL has one, from the environment or the
     * password file; else, if {@code ask}, from whoever sits at the terminal. Without any the database may still let us
     * in.
     */
    Optional<String> find(String url, boolean fromInput, boolean ask) {
        if (fromInput) {
            return Optional.of(firstLine());
        }
        if (DatabaseUrl.hasPassword(url)) {
            return Optional.empty();
        }
        Optional<String> known = fromEnvironment(url);
        Optional<String> refusal = known.isEmpty() && DatabaseUrl.provider(url).equals("postgres")
                ? PasswordFile.of(surroundings).refusal()
                : Optional.empty();
        refusal.ifPresent(warning);
        if (known.isPresent() || !ask || !questions.canAsk()) {
            return known.or(() -> refusal.map(unused -> "")); // or the driver would read the file itself
        }
        return Optional.of(questions.secret("Password", "--password-stdin")).filter(answer -> !answer.isEmpty());
    }

    private Optional<String> fromEnvironment(String url) {
        return switch (DatabaseUrl.provider(url)) {
            case "sqlite" -> Optional.empty();
            case "postgres" ->
                surroundings
                        .variable("DB_RESTORE_PASSWORD")
                        .or(() -> surroundings.variable("PGPASSWORD"))
                        .or(() -> PasswordFile.of(surroundings).find(url));
            case "mysql", "mariadb" ->
                surroundings.variable("DB_RESTORE_PASSWORD").or(() -> surroundings.variable("MYSQL_PWD"));
            default -> surroundings.variable("DB_RESTORE_PASSWORD");
        };
    }

    /** Reads no byte behind the line: what follows it may be for a command that is run. */
    private String firstLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = surroundings.input().read();
            if (next < 0) {
                throw new UsageException("there is no password on standard input", "");
            }
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = surroundings.input().read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the password from standard input", e);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
