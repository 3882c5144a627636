package io.dbrestore.example.h2.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.DialectConformanceTest;
import io.dbrestore.tck.Sample;
import io.dbrestore.tck.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The conformance kit is itself tested: a dialect that is wrong in one thing fails the rule on that thing and no other. */
class KitTest {

    private static final String MUTANT = "io.dbrestore.mutant";

    @TestFactory
    Stream<DynamicTest> aBrokenDialectFailsTheRuleThatItBreaksAndNoOther() {
        return Mutants.all().stream()
                .map(mutant -> dynamicTest(mutant.getSimpleName(), () -> {
                    String rule = mutant.getSimpleName().replaceFirst("^(R\\d+).*", "$1");

                    assertThat(brokenRules(mutant)).containsExactly(rule);
                }));
    }

    private static Set<String> brokenRules(Class<? extends Dialect> mutant) {
        Set<String> broken = new TreeSet<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Kit.class))
                .filters(TagFilter.excludeTags("slow"))
                .configurationParameter(MUTANT, mutant.getName())
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    broken.add(test.getDisplayName().split(" ", 2)[0]);
                }
            }
        });
        return broken;
    }

    /** The kit with whatever dialect it is given. */
    @ExtendWith(MutantResolver.class)
    static final class Kit extends DialectConformanceTest {

        private final Dialect mutant;

        Kit(Dialect mutant) {
            this.mutant = mutant;
        }

        @Override
        protected Dialect dialect() {
            return mutant;
        }

        @Override
        protected TestDatabase database() {
            return TestDatabase.at("jdbc:h2:mem:kit");
        }

        @Override
        protected List<Sample> samples() {
            return List.of(Sample.of("in any case", "VARCHAR_IGNORECASE(10)", "a", "A", null, "b"));
        }

        @Override
        protected Optional<String> unsupportedType() {
            return Optional.of("INTEGER ARRAY");
        }
    }

    /** Makes the dialect that the configuration names. */
    static final class MutantResolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Dialect.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            String name = context.getConfigurationParameter(MUTANT).orElseThrow();
            try {
                return Class.forName(name).getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(name, e);
            }
        }
    }
}
