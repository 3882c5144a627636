package io.dbrestore.spring;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** Names under {@code db-restore} that mean nothing, and would be overlooked for that. */
final class UnknownNames {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("db-restore");

    private UnknownNames() {}

    /** A sentence for each. */
    static List<String> of(ConfigurableEnvironment environment) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast)
                .flatMap(source -> source.stream()
                        .filter(PREFIX::isAncestorOf)
                        .filter(name -> !known().contains(name.getElement(1, Form.UNIFORM)))
                        .map(name -> sentence(name, source)))
                .distinct()
                .toList();
    }

    private static Set<String> known() {
        return names().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** The names as in Java. */
    private static Stream<String> names() {
        return Arrays.stream(Settings.class.getRecordComponents()).map(RecordComponent::getName);
    }

    private static String sentence(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        return "db-restore has no setting " + name + " ("
                + source.getConfigurationProperty(name).getOrigin()
                + "); those that it has are "
                + names().map(UnknownNames::withDashes)
                        .map(known -> PREFIX + "." + known)
                        .collect(Collectors.joining(", "));
    }

    private static String withDashes(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
