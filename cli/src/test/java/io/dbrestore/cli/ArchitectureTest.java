package io.dbrestore.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.DriverManager;
import org.jspecify.annotations.NullMarked;
import org.pf4j.Extension;
import org.pf4j.ExtensionPoint;

/** Who may know whom, over the classes of every module. */
@AnalyzeClasses(packages = "io.dbrestore", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SPI = "io.dbrestore.spi..";
    private static final String ENGINE = "io.dbrestore.engine..";
    private static final String DIALECTS = "io.dbrestore.dialect..";
    private static final String EXAMPLES = "io.dbrestore.example..";
    private static final String HOOKS = "io.dbrestore.hook..";
    private static final String SPRING = "io.dbrestore.spring..";
    private static final String TOOLS = "io.dbrestore.tool..";
    private static final String TCK = "io.dbrestore.tck..";
    private static final String CLI = "io.dbrestore.cli..";
    private static final String BENCHMARKS = "io.dbrestore.benchmark..";

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.dbrestore.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyAsksDriverManager = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(DriverManager.class)
            .because("it hides the drivers of plugins; the engine's connect package finds them");

    @ArchTest
    static final ArchRule onlyProgramsUseTheStandardStreams = noClasses()
            .that()
            .resideOutsideOfPackages(CLI, BENCHMARKS)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule onlyProgramsExit = noClasses()
            .that()
            .resideOutsideOfPackages(CLI, BENCHMARKS)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule theSpiStandsOnLittle = classes()
            .that()
            .resideInAPackage(SPI)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(SPI, "java..", "javax.sql..", "org.jdbi..", "org.jspecify..", "org.pf4j"))
            .because("whatever it needs, every plugin needs for good");

    @ArchTest
    static final ArchRule theEngineKnowsNoDatabaseAndNoProgram = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DIALECTS, EXAMPLES, HOOKS, SPRING, TCK, CLI, BENCHMARKS);

    @ArchTest
    static final ArchRule aDialectKnowsTheSpiAlone = noClasses()
            .that()
            .resideInAnyPackage(DIALECTS, EXAMPLES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, HOOKS, TCK, CLI, BENCHMARKS);

    @ArchTest
    static final ArchRule aDialectKnowsNoOtherDialect =
            slices().matching("io.dbrestore.(dialect|example).(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule aHookKnowsTheFacadeAndWhatCarriesRowsOverAReset = noClasses()
            .that()
            .resideInAPackage(HOOKS)
            .should(dependOnClassesThat(
                    resideInAnyPackage("io.dbrestore.engine.*..", DIALECTS, SPRING, TCK, CLI, BENCHMARKS)
                            .and(not(resideInAnyPackage(
                                    "io.dbrestore.engine.connect",
                                    "io.dbrestore.engine.extension",
                                    "io.dbrestore.engine.reset")))));

    @ArchTest
    static final ArchRule aToolKnowsTheSpiAlone = noClasses()
            .that()
            .resideInAPackage(TOOLS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dbrestore", ENGINE, DIALECTS, EXAMPLES, HOOKS, TCK, CLI, BENCHMARKS);

    @ArchTest
    static final ArchRule theConformanceKitKnowsNoDatabase = noClasses()
            .that()
            .resideInAPackage(TCK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DIALECTS, EXAMPLES, HOOKS, CLI, BENCHMARKS);

    @ArchTest
    static final ArchRule onlyOnePackageKnowsTheManagerOfPlugins = noClasses()
            .that()
            .resideOutsideOfPackage("io.dbrestore.engine.extension..")
            .should(dependOnClassesThat(resideInAPackage("org.pf4j..")
                    .and(type(Extension.class).negate())
                    .and(type(ExtensionPoint.class).negate())));

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        assertThat(classes.getPackage("io.dbrestore").getSubpackagesInTree())
                .filteredOn(found -> !found.getClasses().isEmpty())
                .allSatisfy(found -> assertThat(found.tryGetPackageInfo())
                        .as(found.getName())
                        .hasValueSatisfying(info -> assertThat(info.isAnnotatedWith(NullMarked.class))
                                .isTrue()));
    }

    @ArchTest
    static void theRulesSawEveryModule(JavaClasses classes) {
        assertThat(classes.getPackage("io.dbrestore").getSubpackages())
                .extracting(JavaPackage::getRelativeName)
                .contains(
                        "benchmark",
                        "cli",
                        "dialect",
                        "engine",
                        "example",
                        "hook",
                        "spi",
                        "spring",
                        "tck",
                        "testserver",
                        "tool");
        assertThat(classes.getPackage("io.dbrestore.dialect").getSubpackages())
                .extracting(JavaPackage::getRelativeName)
                .contains("mysql", "postgres", "sqlite");
        assertThat(classes.getPackage("io.dbrestore.hook").getSubpackages())
                .extracting(JavaPackage::getRelativeName)
                .contains("flyway", "hibernate", "liquibase");
        assertThat(classes.getPackage("io.dbrestore.tool").getSubpackages())
                .extracting(JavaPackage::getRelativeName)
                .contains("flyway", "liquibase", "project");
        assertThat(classes.size()).isGreaterThan(40);
    }
}
