package io.orbweaver.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The demo's data folder: fresh, readable by its owner only, and gone afterwards. As a bean factory post-processor it
 * is made before every ordinary bean, so it sets the store's folder in time; and beans are destroyed in the reverse
 * order, so it deletes the folder only when the store has closed, also where the start fails.
 */
final class DemoFolder implements BeanFactoryPostProcessor, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(DemoFolder.class);

    private final ConfigurableEnvironment environment;
    private final DemoTerminal terminal;
    private @Nullable Path folder;

    DemoFolder(ConfigurableEnvironment environment, DemoTerminal terminal) {
        this.environment = environment;
        this.terminal = terminal;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        try {
            Path made = Files.createTempDirectory("orbweaver-demo-");
            folder = made;
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("demo folder", Map.of("orbweaver.data-dir", made.toString())));
            terminal.line("Orbweaver's demo starts; its data is in " + made + " until it ends.");
        } catch (IOException e) {
            throw new UncheckedIOException("the demo needs a temporary folder", e);
        }
    }

    @Override
    public void destroy() {
        Path made = folder;
        if (made == null) {
            return;
        }
        try {
            Files.walkFileTree(made, new Deletion());
        } catch (IOException e) {
            log.warn("the demo's folder {} could not be deleted", made, e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException error) throws IOException {
            if (error != null) {
                throw error;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
        }
    }
}
