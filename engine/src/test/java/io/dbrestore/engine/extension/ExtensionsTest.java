package io.dbrestore.engine.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.extension.Plugin.Contribution;
import io.dbrestore.engine.extension.Plugin.Kind;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.jdbc.JdbcDialect;
import io.dbrestore.spi.jdbc.StandardCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("case-94")
class ExtensionsTest {

    private static final String HOOK = """
            package a;
            @org.pf4j.Extension
            public class Hook implements io.dbrestore.spi.ResetHook {
                public String name() { return "tool"; }
                public boolean owns(io.dbrestore.spi.Table table) { return false; }
                public void reset(javax.sql.DataSource database, java.util.Map<String, String> options) {}
            }
            """;

    @TempDir
    private Path scratch;

    private Path folder;

    @BeforeEach
    void goodPluginIsThere() {
        folder = scratch.resolve("plug ins");
        plugin("good")
                .source("a.Good", dialect("Good", "good", 0, ""))
                .index("a.Good")
                .build(folder.resolve("good.jar"));
    }

    @Test
    void aPluginBringsDialectsCodecsAndHooksOfItsOwn() {
        plugin("more")
                .source("a.Hook", HOOK)
                .source("a.Other", dialect("Other", "other", 0, ""))
                .index("a.Hook", "a.Other")
                .build(folder.resolve("more.jar"));

        try (Extensions extensions = Extensions.in(folder)) {
            assertThat(extensions.dialects()).extracting(Dialect::name).containsExactly("good", "other");
            assertThat(extensions.hooks()).extracting(ResetHook::name).containsExactly("tool");
            assertThat(extensions.plugins())
                    .extracting(Plugin::id, Plugin::version, Plugin::place, Plugin::problems)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    "good", "1.2.3", folder.resolve("good.jar").toString(), List.of()),
                            org.assertj.core.groups.Tuple.tuple(
                                    "more", "1.2.3", folder.resolve("more.jar").toString(), List.of()));
            assertThat(extensions.plugins().get(1).contributions())
                    .containsExactly(
                            new Contribution(Kind.RESET_HOOK, "tool", "a.Hook", 0, ""),
                            new Contribution(Kind.DIALECT, "other", "a.Other", 0, ""));
        }
    }

    @Test
    void extensionsAreAskedByOrdinalAndThenByTheNameOfTheClass() {
        plugin("more")
                .source("a.B", dialect("B", "second", 0, ""))
                .source("a.A", dialect("A", "first", 0, ""))
                .source("a.Early", dialect("Early", "early", -1, ""))
                .source("a.BuiltIn", dialect("BuiltIn", "built-in", 100, ""))
                .index("a.BuiltIn", "a.B", "a.A", "a.Early")
                .build(folder.resolve("a.jar"));

        try (Extensions extensions = Extensions.in(folder)) {
            assertThat(extensions.dialects())
                    .extracting(Dialect::name)
                    .containsExactly("early", "first", "second", "good", "built-in");
        }
    }

    @Test
    void twoPluginsMayHaveClassesOfTheSameName() {
        plugin("other")
                .source("a.Good", dialect("Good", "twin", 0, ""))
                .index("a.Good")
                .build(folder.resolve("twin.jar"));

        try (Extensions extensions = Extensions.in(folder)) {
            assertThat(extensions.dialects()).extracting(Dialect::name).containsExactlyInAnyOrder("good", "twin");
        }
    }

    @Test
    void aJarThatBundlesTheSpiIsNamed() {
        plugin("bad")
                .source("a.Bad", dialect("Bad", "bad", 0, ""))
                .index("a.Bad")
                .entry("io/dbrestore/spi/Dialect.class", "a copy")
                .build(folder.resolve("bad.jar"));

        assertOnlyTheGoodOneWorks("bad", "bundles classes of db-restore itself (io/dbrestore/spi/)");
    }

    @Test
    void aJarWithoutAnIndexIsNamedAndNotShownAnotherJarsIndex() {
        plugin("bad").source("a.Good", dialect("Good", "bad", 0, "")).build(folder.resolve("bad.jar"));

        assertOnlyTheGoodOneWorks("bad", "has no META-INF/extensions.idx");
    }

    @Test
    void anEmptyIndexIsNamed() {
        plugin("bad").index().build(folder.resolve("bad.jar"));

        assertOnlyTheGoodOneWorks("bad", "brings nothing");
    }

    @Test
    void aDamagedJarIsNamed() throws IOException {
        byte[] jar = Files.readAllBytes(folder.resolve("good.jar"));
        Files.write(folder.resolve("bad.jar"), java.util.Arrays.copyOf(jar, jar.length / 2));

        assertOnlyTheGoodOneWorks("bad.jar", "is damaged, or is not a jar");
    }

    @Test
    void aClassThatIsNoClassIsNamed() {
        plugin("bad").entry("a/Bad.class", "not a class").index("a.Bad").build(folder.resolve("bad.jar"));

        assertOnlyTheGoodOneWorks("bad", "cannot load a.Bad: java.lang.ClassFormatError");
    }

    @Test
    void aMissingClassIsNamed() {
        plugin("bad")
                .source("b.Library", "package b; public class Library {}")
                .source("a.Bad", dialect("Bad", "bad", 0, "private final b.Library library = new b.Library();"))
                .index("a.Bad")
                .build(folder.resolve("bad.jar"), "b.Library");

        assertOnlyTheGoodOneWorks("bad", "cannot load a.Bad: it needs the class b.Library, which is missing");
    }

    @Test
    void aClassThatOnlyTheIndexKnowsIsNamed() {
        plugin("bad").index("a.Gone").build(folder.resolve("bad.jar"));

        assertOnlyTheGoodOneWorks(
                "bad", "cannot load a.Gone: it is listed in META-INF/extensions.idx, but there is no such class");
    }

    @Test
    void aConstructorThatThrowsIsNamed() {
        plugin("bad")
                .source(
                        "a.Bad",
                        dialect("Bad", "bad", 0, "{ if (true) throw new IllegalStateException(\"no such luck\"); }"))
                .index("a.Bad")
                .build(folder.resolve("bad.jar"));

        assertOnlyTheGoodOneWorks("bad", "cannot load a.Bad: java.lang.IllegalStateException: no such luck");
    }

    @Test
    void aStaticInitializerThatThrowsIsNamed() {
        plugin("bad")
                .source(
                        "a.Bad",
                        dialect(
                                "Bad",
                                "bad",
                                0,
                                "static { if (true) throw new IllegalStateException(\"too early\"); }"))
                .index("a.Bad")
                .build(folder.resolve("bad.jar"));

        assertOnlyTheGoodOneWorks("bad", "cannot load a.Bad: java.lang.IllegalStateException: too early");
    }

    @Test
    void anExtensionOfSomethingElseIsNamed() {
        plugin("bad")
                .source(
                        "a.Bad",
                        "package a; @org.pf4j.Extension public class Bad implements org.pf4j.ExtensionPoint {}")
                .index("a.Bad")
                .build(folder.resolve("bad.jar"));

        assertOnlyTheGoodOneWorks("bad", "a.Bad is neither a dialect nor a codec nor a reset hook");
    }

    @Test
    void theSecondPluginWithAnIdIsNamed() {
        plugin("good")
                .source("a.Copy", dialect("Copy", "copy", 0, ""))
                .index("a.Copy")
                .build(folder.resolve("more.jar"));

        try (Extensions extensions = Extensions.in(folder)) {
            assertThat(extensions.dialects()).extracting(Dialect::name).containsExactly("good");
            assertThat(extensions.plugins().get(1).problems())
                    .containsExactly("has the same Plugin-Id as " + folder.resolve("good.jar")
                            + ", which is used; remove one of the two");
        }
    }

    @Test
    void aPluginThatNeedsOtherPluginsIsNamed() {
        plugin("bad").with("Plugin-Dependencies", "other").index("a.Bad").build(folder.resolve("bad.jar"));

        assertOnlyTheGoodOneWorks("bad", "depends on other plugins");
    }

    @Test
    void aJarThatIsNoPluginIsNamed() {
        plugin("bad").with("Plugin-Id", "").build(folder.resolve("driver.jar"));

        assertOnlyTheGoodOneWorks("driver.jar", "has no Plugin-Id in its manifest");
    }

    @Test
    void aPluginThatRequiresANewerVersionIsNamed() {
        plugin("bad")
                .source("a.Bad", dialect("Bad", "bad", 0, ""))
                .with("Plugin-Requires", ">=0.2.0")
                .index("a.Bad")
                .build(folder.resolve("bad.jar"));
        plugin("satisfied")
                .source("a.Satisfied", dialect("Satisfied", "satisfied", 0, ""))
                .with("Plugin-Requires", ">=0.1.0")
                .index("a.Satisfied")
                .build(folder.resolve("satisfied.jar"));

        try (Discovery discovery = new Discovery(List.of(folder), "0.1.0")) {
            Extensions.Found found = discovery.find();
            assertThat(found.dialects()).extracting(Dialect::name).containsExactly("good", "satisfied");
            assertThat(found.plugins().get(0).problems())
                    .containsExactly("requires db-restore >=0.2.0, and this is 0.1.0");
        }
    }

    @Test
    void nothingIsWrittenIntoTheFolder() throws IOException {
        try (Extensions extensions = Extensions.in(folder)) {
            assertThat(extensions.dialects()).hasSize(1);
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("good.jar"));
        }
    }

    @Test
    void severalFoldersAreSearchedAndAMissingOneIsNone() {
        Path second = scratch.resolve("second");
        plugin("more")
                .source("a.More", dialect("More", "more", 0, ""))
                .index("a.More")
                .build(second.resolve("more.jar"));

        try (Extensions extensions = Extensions.in(folder, scratch.resolve("missing"), second, folder)) {
            assertThat(extensions.dialects()).extracting(Dialect::name).containsExactly("good", "more");
            assertThat(extensions.plugins())
                    .allSatisfy(plugin -> assertThat(plugin.problems()).isEmpty());
        }
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "");

        try (Extensions extensions = Extensions.in(file)) {
            assertThat(extensions.dialects()).isEmpty();
            assertThat(extensions.plugins())
                    .singleElement()
                    .satisfies(plugin -> assertThat(plugin.problems().get(0)).contains("cannot be read"));
        }
    }

    @Test
    void theClassPathAloneHasNoPluginsHere() {
        try (Extensions extensions = Extensions.onClasspath()) {
            assertThat(extensions.plugins()).isEmpty();
            assertThat(extensions.dialects()).isEmpty();
            assertThat(extensions.hooks()).isEmpty();
        }
    }

    @Test
    void whatIsHandedOverKeepsItsOrder() {
        Dialect first = new JdbcDialect("z", "Z") {};
        Dialect second = new JdbcDialect("a", "A") {};

        try (Extensions extensions = Extensions.of(List.of(first, second), List.of(StandardCodec.TEXT), List.of())) {
            assertThat(extensions.dialects()).containsExactly(first, second);
            assertThat(extensions.plugins()).isEmpty();
        }
    }

    private void assertOnlyTheGoodOneWorks(String badId, String problem) {
        try (Extensions extensions = Extensions.in(folder)) {
            assertThat(extensions.dialects()).extracting(Dialect::name).containsExactly("good");
            assertThat(extensions.plugins())
                    .filteredOn(plugin -> !plugin.problems().isEmpty())
                    .singleElement()
                    .satisfies(plugin -> {
                        assertThat(plugin.id()).isEqualTo(badId);
                        assertThat(plugin.problems()).singleElement().asString().startsWith(problem);
                    });
        }
    }

    private PluginBuilder plugin(String id) {
        return new PluginBuilder(scratch.resolve("build of " + id), id);
    }

    private static String dialect(String className, String name, int ordinal, String body) {
        return PluginBuilder.dialect("a", className, name, ordinal, body);
    }
}
