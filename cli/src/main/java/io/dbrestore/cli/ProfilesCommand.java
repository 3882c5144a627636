package io.dbrestore.cli;

import io.dbrestore.cli.ResultTable.Align;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the profiles. */
@Command(name = "profiles", description = "List all saved profiles.")
final class ProfilesCommand implements Callable<Integer> {

    private final CommandLineMain main;

    ProfilesCommand(CommandLineMain main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        ProfileStore store = main.profiles();
        List<Profile> profiles = store.names().stream().map(store::read).toList();
        Screen screen = main.screen();
        if (profiles.isEmpty()) {
            screen.note("No profiles yet. Create one with: db-restore setup NAME");
        } else {
            screen.result(table(profiles));
        }
        screen.document(json -> {
            json.writeStartObject().writeArrayPropertyStart("profiles");
            for (Profile profile : profiles) {
                json.writeStartObject();
                profile.writeMembers(json);
                json.writeEndObject();
            }
            json.writeEndArray().writeEndObject();
        });
        return ExitCode.DONE.number();
    }

    private static ResultTable table(List<Profile> profiles) {
        ResultTable table = new ResultTable()
                .column("Profile", Align.LEFT)
                .column("Provider", Align.LEFT)
                .column("Database", Align.LEFT)
                .column("Place", Align.LEFT);
        profiles.forEach(profile -> table.row(List.of(
                profile.name(),
                profile.provider(),
                profile.connection().database(),
                profile.connection().place())));
        return table;
    }
}
