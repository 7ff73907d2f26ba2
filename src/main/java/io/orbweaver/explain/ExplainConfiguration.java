package io.orbweaver.explain;

import io.orbweaver.egress.EgressGuard;
import io.orbweaver.egress.FileRoots;
import io.orbweaver.event.EventLog;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.robots.RobotsCache;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean of the explainer. */
@Configuration(proxyBeanMethods = false)
class ExplainConfiguration {

    @Bean
    Explainer explainer(
            Frontier frontier,
            EventLog log,
            HostGate gate,
            RobotsCache robots,
            EgressGuard guard,
            FileRoots files,
            InstantSource clock) {
        return new Explainer(frontier, log, gate, robots, guard, files, clock);
    }
}
