package io.orbweaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The boundaries between features: no cycles, nothing but what a package-info allows. */
class ModularityTest {

    private static final ApplicationModules MODULES = ApplicationModules.of(Orbweaver.class);

    @Test
    void modulesUseOnlyWhatTheyMay() {
        MODULES.verify();
    }

    @Test
    void everyModuleSaysWhatItMayUse() throws ClassNotFoundException {
        for (String name :
                MODULES.stream().map(m -> m.getBasePackage().getName()).toList()) {
            Class<?> info = Class.forName(name + ".package-info");
            for (Class<? extends Annotation> needed : List.of(ApplicationModule.class, NullMarked.class)) {
                assertThat(info.isAnnotationPresent(needed))
                        .as("package-info of %s needs @%s", name, needed.getSimpleName())
                        .isTrue();
            }
            assertThat(info.getAnnotation(ApplicationModule.class).allowedDependencies())
                    .as("allowedDependencies of %s: leaving it out means everything", name)
                    .doesNotContain(ApplicationModule.OPEN_TOKEN);
        }
    }

    @Test
    void theModuleDiagramCanBeDrawn() {
        new Documenter(MODULES).writeModulesAsPlantUml();
    }
}
