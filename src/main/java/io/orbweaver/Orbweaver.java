package io.orbweaver;

import io.orbweaver.start.CommandLine;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;

/**
 * The service's entry point; every decision is made in the feature packages. What Spring Boot would set up because a
 * client of Redis is there is left to the store, which needs it only where it is configured.
 */
@SpringBootApplication(
        exclude = {
            DataRedisAutoConfiguration.class,
            DataRedisReactiveAutoConfiguration.class,
            DataRedisRepositoriesAutoConfiguration.class,
            DataRedisHealthContributorAutoConfiguration.class,
            DataRedisReactiveHealthContributorAutoConfiguration.class,
            LettuceObservationAutoConfiguration.class
        })
@ConfigurationPropertiesScan
public class Orbweaver {

    /**
     * Starts the service.
     *
     * @param args Spring Boot's command line, e.g. {@code --server.port=8081}; or {@code --help}
     */
    public static void main(String[] args) {
        List<String> asked = List.of(args);
        if (CommandLine.answers(asked, Orbweaver.class.getPackage().getImplementationVersion(), System.out)) {
            return;
        }
        CommandLine.greets(asked, System.getenv(), System.out);
        SpringApplication.run(Orbweaver.class, args);
    }
}
