package io.dbrestore.hook.hibernate;

import static java.util.stream.Collectors.toSet;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.reset.ResetSchemas;
import io.dbrestore.spi.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.boot.registry.selector.spi.StrategySelector;
import org.hibernate.cfg.SchemaToolingSettings;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelper;
import org.hibernate.mapping.Table;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.tool.schema.SourceType;
import org.hibernate.tool.schema.internal.DefaultSchemaFilterProvider;
import org.hibernate.tool.schema.internal.Helper;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.hibernate.tool.schema.spi.SourceDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The tables that a drop of Hibernate drops: those of its entities, collections and generators, and nothing else that is
 * in their schemas. Where a script of the user does it, that may be any table.
 *
 * @param everything whether it may be any table
 * @param places where the mapped tables are
 * @param withWholeSchemas whether the schemas go, too, with whatever is in them
 */
record DroppedTables(boolean everything, List<Place> places, boolean withWholeSchemas) {

    /**
     * Where Hibernate has tables, with names as the database stores them.
     *
     * @param catalog what MySQL calls a database, if one is named
     * @param schema if one is named
     */
    record Place(@Nullable String catalog, @Nullable String schema, Set<String> tables) {}

    DroppedTables {
        places = List.copyOf(places);
    }

    static DroppedTables of(
            Metadata metadata,
            ExecutionOptions options,
            ContributableMatcher included,
            SourceDescriptor source,
            ServiceRegistry registry) {
        SchemaFilter filter = filter(options, registry);
        SqlStringGenerationContext defaults = Helper.createSqlStringGenerationContext(options, metadata);
        IdentifierHelper names = metadata.getDatabase().getJdbcEnvironment().getIdentifierHelper();
        List<Place> places = new ArrayList<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            if (filter.includeNamespace(namespace)) {
                Namespace.Name place = namespace.getPhysicalName();
                @Nullable Identifier catalog = defaults.catalogWithDefault(place.getCatalog());
                @Nullable Identifier schema = defaults.schemaWithDefault(place.getSchema());
                places.add(new Place(
                        catalog == null ? null : names.toMetaDataCatalogName(catalog),
                        schema == null ? null : names.toMetaDataSchemaName(schema),
                        namespace.getTables().stream()
                                .filter(table -> isDropped(table, filter, included))
                                .map(table -> names.toMetaDataObjectName(table.getNameIdentifier()))
                                .collect(toSet())));
            }
        }
        return new DroppedTables(
                source.getSourceType() != SourceType.METADATA, places, options.shouldManageNamespaces());
    }

    private static boolean isDropped(Table table, SchemaFilter filter, ContributableMatcher included) {
        return table.isPhysicalTable() && !table.isView() && filter.includeTable(table) && included.matches(table);
    }

    private static SchemaFilter filter(ExecutionOptions options, ServiceRegistry registry) {
        @Nullable Object chosen = options.getConfigurationValues().get(SchemaToolingSettings.HBM2DDL_FILTER_PROVIDER);
        return registry.requireService(StrategySelector.class)
                .resolveDefaultableStrategy(
                        SchemaFilterProvider.class, chosen, (SchemaFilterProvider) DefaultSchemaFilterProvider.INSTANCE)
                .getDropFilter();
    }

    /**
     * Those of {@code there} that will be dropped.
     *
     * @throws DbRestoreException if tables will be dropped that this connection's database does not hold
     */
    Set<TableName> among(Set<TableName> there, LentDatabase database) {
        if (everything) {
            return there;
        }
        boolean schemas = there.stream().anyMatch(table -> !table.schema().isEmpty());
        ResetSchemas.of(
                database.database(),
                places.stream()
                        .map(place -> schemas ? place.schema() : place.catalog())
                        .filter(Objects::nonNull)
                        .toList());
        Set<TableName> dropped = new HashSet<>();
        for (Place place : places) {
            Optional<String> schema = schemas ? Optional.ofNullable(place.schema()) : Optional.empty();
            for (String table : place.tables()) {
                dropped.addAll(named(table, schema, there, database));
            }
            if (withWholeSchemas) {
                dropped.addAll(schemas ? in(schema.orElseGet(database::defaultSchema), there) : there);
            }
        }
        return dropped;
    }

    /** A name without a schema means the default one, else wherever else on the search path it may be found. */
    private static Set<TableName> named(
            String table, Optional<String> schema, Set<TableName> there, LentDatabase database) {
        Set<TableName> alike =
                closest(there, found -> false, found -> found.name().equalsIgnoreCase(table));
        Set<TableName> placed = in(schema.orElseGet(database::defaultSchema), alike);
        return closest(
                placed.isEmpty() && schema.isEmpty() ? alike : placed,
                found -> found.name().equals(table),
                found -> true);
    }

    private static Set<TableName> in(String schema, Set<TableName> tables) {
        return closest(
                tables,
                found -> found.schema().equals(schema),
                found -> found.schema().equalsIgnoreCase(schema));
    }

    private static Set<TableName> closest(
            Set<TableName> tables, Predicate<TableName> exact, Predicate<TableName> alike) {
        Set<TableName> same = tables.stream().filter(exact).collect(toSet());
        return same.isEmpty() ? tables.stream().filter(alike).collect(toSet()) : same;
    }
}
