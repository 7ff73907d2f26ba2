package io.orbweaver.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The check that refuses a start with an unknown property below {@code orbweaver}: a limit with a misspelt name would
 * have no effect. Variables of the environment are only warned about, as Kubernetes sets some for every service.
 */
final class UnknownPropertyCheck implements ApplicationListener<ApplicationPreparedEvent> {

    private static final Logger log = LoggerFactory.getLogger(UnknownPropertyCheck.class);
    private static final String VARIABLES = "ORBWEAVER_";
    private static final Pattern OF_KUBERNETES = Pattern.compile("ORBWEAVER_(SERVICE|PORT)(_.*)?");

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
        KnownProperties known = KnownProperties.read(UnknownPropertyCheck.class.getClassLoader());
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
                warnOf(known, source);
            } else {
                refuse(known, source);
            }
        }
    }

    private static void refuse(KnownProperties known, PropertySource<?> source) {
        for (String name : names(source, KnownProperties.PREFIX)) {
            if (!known.has(name)) {
                throw new UnknownProperty(
                        "There is no property '" + name + "', which is set in " + source.getName() + ".",
                        known.nearest(name)
                                        .map(near -> "Did you mean '" + near + "'?")
                                        .orElse("Take it away.")
                                + " All are in src/main/docs/reference/configuration.md; the most used are in --help.");
            }
        }
    }

    private static void warnOf(KnownProperties known, PropertySource<?> source) {
        for (String name : names(source, VARIABLES)) {
            if (!known.has(name) && !OF_KUBERNETES.matcher(name).matches()) {
                Optional<String> near = known.nearest(name.replace('_', '.'));
                log.warn(
                        "nothing reads the variable {}{}",
                        name,
                        near.map(it -> "; did you mean " + variable(it) + "?").orElse(""));
            }
        }
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    }

    private static List<String> names(PropertySource<?> source, String prefix) {
        TreeSet<String> names = new TreeSet<>();
        if (source instanceof EnumerablePropertySource<?> enumerable) {
            for (String name : enumerable.getPropertyNames()) {
                if (name.startsWith(prefix)) {
                    names.add(name);
                }
            }
        }
        return new ArrayList<>(names);
    }
}
