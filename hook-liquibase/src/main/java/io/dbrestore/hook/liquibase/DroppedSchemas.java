package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.reset.ResetSchemas;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import liquibase.CatalogAndSchema;
import liquibase.command.CommandScope;
import liquibase.command.core.DropAllCommandStep;
import liquibase.database.Database;
import org.jspecify.annotations.Nullable;

/** What {@code dropAll} drops: the schemas that it is given as objects, else by their names, else the default one. */
final class DroppedSchemas {

    private DroppedSchemas() {}

    /** As a dump selects them; empty for all that there is. */
    static List<String> of(CommandScope command, io.dbrestore.engine.connect.Database connected) {
        Database database = (Database) command.getDependency(Database.class);
        List<CatalogAndSchema> schemas =
                named(command).map(schema -> schema.customize(database)).toList();
        List<String> names = schemas.stream()
                .map(schema -> nameOf(schema, database))
                .flatMap(Optional::stream)
                .toList();
        return names.size() == schemas.size()
                ? ResetSchemas.of(connected, names)
                : List.of(); // SQLite has none; anywhere else rather too much than too little
    }

    private static Stream<CatalogAndSchema> named(CommandScope command) {
        CatalogAndSchema @Nullable [] given = command.getArgumentValue(DropAllCommandStep.CATALOG_AND_SCHEMAS_ARG);
        if (given != null && given.length > 0) {
            return Arrays.stream(given);
        }
        @Nullable String names = command.getArgumentValue(DropAllCommandStep.SCHEMAS_ARG);
        return names == null || names.isBlank()
                ? Stream.of(CatalogAndSchema.DEFAULT)
                : Arrays.stream(names.split(",")).map(String::strip).map(name -> new CatalogAndSchema(null, name));
    }

    /** Liquibase calls MySQL's databases catalogs. */
    @SuppressWarnings("deprecation") // what comes instead, Liquibase 4.23 does not have yet
    private static Optional<String> nameOf(CatalogAndSchema schema, Database database) {
        Optional<String> name = Optional.ofNullable(schema.getSchemaName());
        return database.supportsSchemas() ? name : name.or(() -> Optional.ofNullable(schema.getCatalogName()));
    }
}
