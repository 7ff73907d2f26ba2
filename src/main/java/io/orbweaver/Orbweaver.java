package io.orbweaver;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service's entry point; every decision is made in the feature packages. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Orbweaver {

    /**
     * Starts the service.
     *
     * @param args Spring Boot's command line, e.g. {@code --server.port=8081}
     */
    public static void main(String[] args) {
        SpringApplication.run(Orbweaver.class, args);
    }
}
