package io.orbweaver.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the demo.
 *
 * @param exit whether the process ends, with 0, when the demo's crawl has ended
 */
@ConfigurationProperties("orbweaver.demo")
record DemoProperties(@DefaultValue("false") boolean exit) {}
