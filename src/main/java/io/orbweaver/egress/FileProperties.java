package io.orbweaver.egress;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of files as seeds.
 *
 * @param roots folders that {@code file:} seeds may reach, with all below them; none by default
 */
@ConfigurationProperties("orbweaver.files")
record FileProperties(@DefaultValue List<Path> roots) {}
