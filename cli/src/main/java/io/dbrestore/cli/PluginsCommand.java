package io.dbrestore.cli;

import io.dbrestore.cli.ResultTable.Align;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.extension.Plugin;
import io.dbrestore.engine.extension.Plugin.Contribution;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/** Lists the plugins: what each brings, where it lies, and what is wrong with it. */
@Command(name = "plugins", description = "List all plugins, what each brings, and what is wrong with it.")
final class PluginsCommand implements Callable<Integer> {

    private final CommandLineMain main;

    PluginsCommand(CommandLineMain main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        Screen screen = main.screen();
        try (Extensions extensions = main.extensionsWithTools()) {
            List<Plugin> plugins = extensions.plugins();
            screen.result(table(plugins));
            plugins.forEach(plugin ->
                    plugin.problems().forEach(problem -> screen.warning("plugin " + plugin.id() + ": " + problem)));
            extensions
                    .folders()
                    .forEach(folder -> screen.note(
                            "Plugins are looked for in " + main.surroundings().shown(folder)));
            screen.document(json -> write(plugins, json));
        }
        return ExitCode.DONE.number();
    }

    private ResultTable table(List<Plugin> plugins) {
        ResultTable table = new ResultTable()
                .column("Plugin", Align.LEFT)
                .column("Version", Align.LEFT)
                .column("Brings", Align.LEFT)
                .column("Place", Align.LEFT);
        plugins.forEach(plugin -> table.row(List.of(
                plugin.id(),
                plugin.version(),
                plugin.contributions().stream().map(PluginsCommand::shown).collect(Collectors.joining(", ")),
                plugin.place())));
        return table;
    }

    private static String shown(Contribution contribution) {
        String version = contribution.toolVersion();
        return Words.of(contribution.kind()) + " " + contribution.name() + (version.isEmpty() ? "" : " " + version);
    }

    private static void write(List<Plugin> plugins, JsonGenerator json) {
        json.writeStartObject().writeArrayPropertyStart("plugins");
        for (Plugin plugin : plugins) {
            json.writeStartObject()
                    .writeStringProperty("plugin", plugin.id())
                    .writeStringProperty("version", plugin.version())
                    .writeStringProperty("place", plugin.place())
                    .writeArrayPropertyStart("brings");
            for (Contribution contribution : plugin.contributions()) {
                json.writeStartObject()
                        .writeStringProperty("kind", Words.of(contribution.kind()))
                        .writeStringProperty("name", contribution.name())
                        .writeStringProperty("class", contribution.className());
                if (!contribution.toolVersion().isEmpty()) {
                    json.writeStringProperty("toolVersion", contribution.toolVersion());
                }
                json.writeEndObject();
            }
            json.writeEndArray().writeArrayPropertyStart("problems");
            plugin.problems().forEach(json::writeString);
            json.writeEndArray().writeEndObject();
        }
        json.writeEndArray().writeEndObject();
    }
}
