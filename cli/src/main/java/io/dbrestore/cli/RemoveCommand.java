package io.dbrestore.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes a profile; its dumps stay. */
@Command(name = "remove", description = "Delete a profile. Its dumps are kept.")
final class RemoveCommand implements Callable<Integer> {

    private final CommandLineMain main;

    @Parameters(paramLabel = "<profile>", description = "The name of the profile.")
    private String name = "";

    RemoveCommand(CommandLineMain main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        ProfileStore store = main.profiles();
        store.remove(name);
        List<Path> kept = Stream.of(
                        main.places().dumpOfProfile(name), main.places().archivesOfProfile(name))
                .filter(Files::isDirectory)
                .toList();
        Screen screen = main.screen();
        screen.result("Profile \"" + name + "\" removed.");
        kept.forEach(folder ->
                screen.result("Its rows are kept in " + main.surroundings().shown(folder)));
        screen.document(json -> {
            json.writeStartObject().writeStringProperty("removed", name).writeArrayPropertyStart("kept");
            kept.forEach(folder -> json.writeString(folder.toString()));
            json.writeEndArray().writeEndObject();
        });
        return ExitCode.DONE.number();
    }
}
