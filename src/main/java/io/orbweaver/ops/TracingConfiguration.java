package io.orbweaver.ops;

import io.micrometer.observation.ObservationPredicate;
import io.micrometer.tracing.Tracer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Traces, where they are asked for. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(TracingImports.ENABLED)
class TracingConfiguration {

    @Bean
    JobTraceIds jobTraceIds() {
        return new JobTraceIds();
    }

    @Bean
    SdkTracerProviderBuilderCustomizer jobTraceIdsAreUsed(JobTraceIds ids) {
        return builder -> builder.setIdGenerator(ids);
    }

    @Bean
    CrawlSpans crawlSpans(Tracer tracer, JobTraceIds ids) {
        return new CrawlSpans(tracer, ids);
    }

    /** A page takes the shared store some six commands, none of which says which: spans of them would hide the rest. */
    @Bean
    ObservationPredicate storeCommandsAreNotTraced() {
        return (name, context) -> !name.startsWith("redis.") && !name.startsWith("lettuce.");
    }
}
