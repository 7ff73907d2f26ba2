package io.orbweaver.security;

import io.orbweaver.security.keys.Keys;
import io.orbweaver.security.keys.KeysFile;
import io.orbweaver.security.keys.KeysFileLifecycle;
import io.orbweaver.security.keys.SecurityProperties;
import io.orbweaver.security.keys.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import reactor.core.scheduler.Schedulers;

/** The keys, and what judges whether a caller has one. */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    private static final Logger log = LoggerFactory.getLogger(KeysConfiguration.class);
    private static final int SECRET_BYTES = 32;

    /** The file of keys, and what was in it at the start. */
    record FileAtStart(KeysFile file, byte[] content) {}

    @Bean
    @ConditionalOnProperty("orbweaver.security.key-file")
    FileAtStart keysFile(SecurityProperties security) {
        KeysFile file = new KeysFile(Objects.requireNonNull(security.keyFile()));
        return new FileAtStart(file, file.read());
    }

    @Bean
    Keys keys(SecurityProperties security, ObjectProvider<FileAtStart> atStart) {
        FileAtStart start = atStart.getIfAvailable();
        Keys keys = new Keys(security, start == null ? Map.of() : start.file().parse(start.content()));
        if (security.wantsKeys()) {
            log.info("callers need a key; there are {}", keys.now().names());
        }
        return keys;
    }

    @Bean
    @ConditionalOnProperty("orbweaver.security.key-file")
    KeysFileLifecycle keysFileLifecycle(SecurityProperties security, FileAtStart start, Keys keys) {
        return new KeysFileLifecycle(
                start.file(), start.content(), keys, security.keyFileCheck(), Schedulers.boundedElastic());
    }

    /** The service goes on with the keys that it has, so that this is no reason to be down. */
    @Bean
    @ConditionalOnProperty("orbweaver.security.key-file")
    HealthIndicator keysHealthIndicator(Keys keys) {
        return () -> {
            String trouble = keys.trouble();
            return trouble == null
                    ? Health.up().build()
                    : Health.unknown()
                            .withDetail("reason", "the keys stay as they were: " + trouble)
                            .build();
        };
    }

    @Bean
    KeyVerifier gatekeeper(Keys keys, InstantSource clock) {
        return new KeyVerifier(keys, new FailedAttempts(clock), clock);
    }

    @Bean
    Sessions sessions(SecurityProperties security, Environment environment) {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[SECRET_BYTES];
        String given = security.sessionSecret();
        if (given != null) {
            secret = Sha256.of(given.getBytes(StandardCharsets.UTF_8));
        } else if (security.wantsKeys()) {
            secret = SessionSecret.of(Path.of(environment.getProperty("orbweaver.data-dir", "./data")), random);
        } else {
            random.nextBytes(secret); // without keys there are no sessions, and no file is to be left in the folder
        }
        return new Sessions(secret, security.session());
    }

    @Bean
    SignIn signIn(SecurityProperties security, KeyVerifier gatekeeper, Sessions sessions, InstantSource clock) {
        return new SignIn(security.wantsKeys() ? gatekeeper : null, sessions, clock);
    }

    /** Also keeps Spring Boot from creating a user with a password. */
    @Bean
    KeyAuthentication keyAuthentication(
            KeyVerifier gatekeeper, Sessions sessions, Refusals refusals, InstantSource clock) {
        return new KeyAuthentication(gatekeeper, sessions, new RateLimits(clock), refusals, clock);
    }
}
