package io.orbweaver.ops;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * The filter that excludes all tracing unless traces are asked for. Spring Boot's own property only stops the export:
 * spans would be made anyway, for each request, and thrown away.
 */
final class TracingImports implements AutoConfigurationImportFilter, EnvironmentAware {

    /** Spring Boot's own. */
    static final String ENABLED = "management.tracing.export.enabled";

    private boolean enabled;

    @Override
    public void setEnvironment(Environment environment) {
        enabled = environment.getProperty(ENABLED, Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            wanted[i] = enabled || !isTracing(names[i]);
        }
        return wanted;
    }

    /** @param name null where another filter has it kept out already */
    private static boolean isTracing(@Nullable String name) {
        return name != null
                && (name.startsWith("org.springframework.boot.micrometer.tracing.")
                        || name.startsWith("org.springframework.boot.opentelemetry."));
    }
}
