package io.orbweaver;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that a type checker could have, had Java one for them; each message says what to use instead. */
class ArchitectureTest {

    private static final int KNOWN_TYPES_MAX = 36;

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.orbweaver");

    @ParameterizedTest
    @CsvSource({
        "org.rocksdb.., store.rocksdb",
        "io.lettuce.., store",
        "org.springframework.data.., store",
        "reactor.netty.http.client.., fetch",
        "com.ibm.icu.., url",
        "com.google.re2j.., job",
        "com.vladsch.flexmark.parser.., docs",
        "com.vladsch.flexmark.html.., docs",
        "org.apache.commons.csv.., export",
        "io.micrometer.., ops",
        "io.github.bucket4j.., security"
    })
    void aTechnologyStaysInOnePackage(String technology, String home) {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.orbweaver." + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(technology)
                .because("only " + home + " knows it")
                .check(MAIN);
    }

    @Test
    void treesOfPagesAreBuiltInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.orbweaver.extract..", "io.orbweaver.job..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jsoup..")
                .because("only extract builds trees, and job checks selectors")
                .check(MAIN);
    }

    @Test
    void theWebIsKnownAtTheRimOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.orbweaver.api..",
                        "io.orbweaver.watch..",
                        "io.orbweaver.docs..",
                        "io.orbweaver.security..",
                        "io.orbweaver.ops..",
                        "io.orbweaver.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.web..")
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url",
                "job",
                "outcome",
                "frontier",
                "politeness",
                "robots",
                "parse",
                "extract",
                "event",
                "commit",
                "body",
                "export"
            })
    void theCoreKnowsNoSpring(String feature) {
        noClasses()
                .that()
                .resideInAPackage("io.orbweaver." + feature)
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .because("values and ports are plain Java; Spring wires them elsewhere")
                .check(MAIN);
    }

    @Test
    void timeAndChanceAreInputs() {
        forbidCalls(
                Set.of(
                        "java.time.Instant.now",
                        "java.lang.System.currentTimeMillis",
                        "java.lang.System.nanoTime",
                        Thread.class.getName() + ".sleep",
                        "java.util.UUID.randomUUID",
                        "reactor.core.scheduler.Schedulers.parallel",
                        "reactor.core.scheduler.Schedulers.boundedElastic"),
                "take an InstantSource, a RandomGenerator or a Scheduler; configurations make them",
                "BoundedQueue",
                "CrawlConfiguration",
                "DemoConfiguration",
                "DocsConfiguration",
                "ExportConfiguration",
                "FetchConfiguration",
                "KeysConfiguration",
                "OpsConfiguration",
                "RedisConfiguration",
                "StoreConfiguration",
                "WatchConfiguration");
    }

    @Test
    void nothingBlocksForAReactiveResult() {
        forbidCalls(
                Set.of(
                        "reactor.core.publisher.Mono.block",
                        "reactor.core.publisher.Flux.blockFirst",
                        "reactor.core.publisher.Flux.blockLast",
                        "reactor.core.publisher.Flux.toIterable",
                        "reactor.core.publisher.Flux.toStream"),
                "compose instead; only Fetcher.close and a store's start and close wait, and are called by the"
                        + " container's thread",
                "Fetcher",
                "RedisStore");
    }

    @Test
    void onlyLifecyclesSubscribe() {
        forbidCalls(
                Set.of("reactor.core.publisher.Mono.subscribe", "reactor.core.publisher.Flux.subscribe"),
                "every subscription has an owner who cancels it: Crawler and the lifecycle beans; of the shared store"
                        + " what beats, and what goes on for callers who went away",
                "Crawler",
                "CrawlerLifecycle",
                "WatchLifecycle",
                "RetentionLifecycle",
                "JobEndsLifecycle",
                "LogLimitLifecycle",
                "Heartbeat",
                "InFlightCalls",
                "KeysFileLifecycle",
                "DemoRun");
    }

    @Test
    void everyBufferHasABound() {
        noClasses()
                .should(callMethodWhere(unbounded()))
                .because("give flatMap a concurrency, buffers a size and cache a bound")
                .check(MAIN);
    }

    private static DescribedPredicate<JavaMethodCall> unbounded() {
        return DescribedPredicate.describe("an unbounded operator", call -> {
            String owner = call.getTargetOwner().getFullName();
            int parameters = call.getTarget().getRawParameterTypes().size();
            boolean flux = owner.equals("reactor.core.publisher.Flux");
            return flux
                    && switch (call.getName()) {
                        case "flatMap", "flatMapSequential", "onBackpressureBuffer", "cache", "replay" ->
                            parameters == (call.getName().startsWith("flatMap") ? 1 : 0);
                        default -> false;
                    };
        });
    }

    @Test
    void namesSayWhatAThingIs() {
        for (String vague : List.of("Util", "Utils", "Helper", "Helpers", "Manager", "Impl")) {
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith(vague)
                    .because("a name says what a thing is, not that it is there")
                    .check(MAIN);
        }
    }

    @Test
    void aClassKnowsFewOthers() {
        Map<String, Set<String>> known = new TreeMap<>();
        for (JavaClass type : MAIN) {
            JavaClass owner = outermost(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass other = outermost(dependency.getTargetClass().getBaseComponentType());
                if (other.getPackageName().startsWith("io.orbweaver") && !other.equals(owner)) {
                    known.computeIfAbsent(owner.getSimpleName(), name -> new TreeSet<>())
                            .add(other.getName());
                }
            }
        }
        known.keySet()
                .removeIf(name -> name.endsWith("Configuration")
                        || Set.of("RedisStore", "RocksStore").contains(name)); // they wire
        known.values().removeIf(others -> others.size() <= KNOWN_TYPES_MAX);
        assertThat(known.keySet())
                .as("more than " + KNOWN_TYPES_MAX + " types of the project: cut it by its ideas")
                .isEmpty();
    }

    @Test
    void publicTypesAreClosed() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and(DescribedPredicate.not(resideInAPackage("io.orbweaver")))
                .and(DescribedPredicate.not(DescribedPredicate.describe(
                        "annotations, enums or sealed",
                        (JavaClass type) -> type.isAnnotation()
                                || type.isEnum()
                                || type.reflect().isSealed())))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("nobody plans to inherit from them: final, record, sealed, interface or enum")
                .check(MAIN);
    }

    @Test
    void fieldsAreNotPublic() {
        fields().that()
                .areNotStatic()
                .should()
                .notBePublic()
                .because("data is in records")
                .check(MAIN);
    }

    /** Forbids calls but from classes of exactly these names, and from what is declared within them. */
    private static void forbidCalls(Set<String> methods, String because, String... homes) {
        Set<String> allowed = Set.of(homes);
        DescribedPredicate<JavaMethodCall> forbidden = DescribedPredicate.describe(
                "one of " + methods,
                call -> methods.contains(call.getTargetOwner().getFullName() + "." + call.getName())
                        && !allowed.contains(outermost(call.getOriginOwner()).getSimpleName()));
        noClasses().should(callMethodWhere(forbidden)).because(because).check(MAIN);
        assertThat(MAIN.stream().map(JavaClass::getSimpleName))
                .as("an exemption that nothing needs any more")
                .containsAll(allowed);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
