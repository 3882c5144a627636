package io.dbrestore.cli;

import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which database a command is about, as it is typed. */
final class TargetOptions {

    @Parameters(
            arity = "0..1",
            paramLabel = "<profile>",
            description = "The profile. Without it and --url: DATABASE_URL of the environment, .env.local or .env.")
    private @Nullable String profile;

    @Option(names = "--password-stdin", description = "Read the password from the first line of standard input.")
    private boolean passwordFromInput;

    Target target(CommandLineMain main) {
        return Target.resolve(Optional.ofNullable(profile), main);
    }

    /** The same; the tool's own configuration is asked last. */
    Target target(Optional<ConfiguredTool> tool, CommandLineMain main) {
        return Target.resolve(Optional.ofNullable(profile), tool, main);
    }

    /** Connects, with the password that is found or asked for. */
    Database connect(Target target, Extensions extensions, CommandLineMain main) {
        return login(target, extensions, main).connect();
    }

    /** Finds the password, or asks for it. */
    Login login(Target target, Extensions extensions, CommandLineMain main) {
        if (!passwordFromInput && target.toolsPassword().isPresent() && !DatabaseUrl.hasPassword(target.url())) {
            return new Login(target, target.toolsPassword(), extensions, main);
        }
        Optional<String> password = new Passwords(main.surroundings(), main.questions(), main.screen()::warning)
                .find(
                        target.url(),
                        passwordFromInput,
                        target.needsPassword() && !Database.isPasswordKnown(target.url(), target.base(), extensions));
        return new Login(target, password, extensions, main);
    }
}
