package io.orbweaver;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.orbweaver.site.Authority;
import io.orbweaver.site.SelfSigned;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/** The phase test needs nothing but a JDK and is fast: whatever starts a program is tagged, so that it is run later. */
class TagsTest {

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("io.orbweaver");

    /** The JDK's keytool takes a moment and is always there, and so is mkfifo where there are pipes. */
    private static final Set<String> SMALL =
            Set.of(SelfSigned.class.getName(), Authority.class.getName(), "io.orbweaver.service.FileCrawlTest");

    @Test
    void testsThatStartProgramsAreTagged() {
        Set<String> starting = callersOf(call -> call.equals("java.lang.ProcessBuilder.start()"));
        assertThat(starting).as("what is looked for is found").hasSizeGreaterThan(10);
        List<String> untagged = TESTS.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith(Testable.class))
                .filter(method -> Stream.concat(Stream.of(method), preparations(method.getOwner()))
                        .anyMatch(unit -> starting.contains(unit.getFullName())))
                .filter(method -> !isTagged(method) && !isTagged(method.getOwner()))
                .map(JavaMethod::getFullName)
                .toList();
        assertThat(untagged).as("say @Tag(\"process\")").isEmpty();
    }

    private static Stream<? extends JavaCodeUnit> preparations(JavaClass type) {
        return type.getAllMethods().stream()
                .filter(method -> method.isAnnotatedWith(BeforeAll.class) || method.isAnnotatedWith(BeforeEach.class));
    }

    private static boolean isTagged(CanBeAnnotated element) {
        Stream<Tag> one = element.isAnnotatedWith(Tag.class) ? Stream.of(tag(element)) : Stream.empty();
        return one.anyMatch(tag -> Set.of("process", "slow", "long").contains(tag.value()))
                || element.isAnnotatedWith(Tags.class);
    }

    private static Tag tag(CanBeAnnotated element) {
        return element instanceof JavaMethod method
                ? method.getAnnotationOfType(Tag.class)
                : ((JavaClass) element).getAnnotationOfType(Tag.class);
    }

    /** All code that comes to call something in the end, as far as classes say whom they call. */
    private static Set<String> callersOf(Predicate<String> target) {
        Set<String> found = new HashSet<>();
        Deque<Predicate<String>> open = new ArrayDeque<>(List.of(target));
        while (!open.isEmpty()) {
            Predicate<String> wanted = open.poll();
            TESTS.stream()
                    .filter(type -> !SMALL.contains(type.getName()))
                    .flatMap(type -> type.getCodeUnits().stream())
                    .filter(unit -> !found.contains(unit.getFullName()))
                    .filter(unit -> unit.getCallsFromSelf().stream()
                            .anyMatch(call -> wanted.test(call.getTarget().getFullName())))
                    .toList()
                    .forEach(unit -> {
                        found.add(unit.getFullName());
                        open.add(unit.getFullName()::equals);
                    });
        }
        return found;
    }
}
