package io.orbweaver.service;

import io.orbweaver.Orbweaver;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The service, started once for all tests that say so, with a store of its own and loopback allowed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Orbweaver.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "orbweaver.data-dir=target/test-data/${random.uuid}",
            "orbweaver.egress.allow=127.0.0.0/8",
            "orbweaver.politeness.robots-ignorable-hosts=ignorable.test",
            "orbweaver.files.roots=target/test-files",
            "orbweaver.watchers.keep-alive=500ms"
        })
public @interface ServiceTest {}
