package io.orbweaver.security.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * The file of keys: YAML where its name ends so, else properties. Reading blocks: never on an event loop.
 *
 * <p>Errors never quote its content, as that may be a key where a hash should be.
 */
public final class KeysFile {

    private static final long BYTES_MAX = 1 << 20;
    private static final String ROOT = "keys";

    private final Path path;

    public KeysFile(Path path) {
        this.path = path;
    }

    /**
     * What is in it now.
     *
     * @throws InvalidKeys where it cannot be read
     */
    public byte[] read() {
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new InvalidKeys(path + " has more than 1 MB");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new InvalidKeys(path + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /**
     * The keys in it.
     *
     * @throws InvalidKeys where it says something else
     */
    public Map<String, KeyProperties> parse(byte[] content) {
        Map<String, Object> flat = new LinkedHashMap<>();
        try {
            for (PropertySource<?> part : loader().load("keys", new ByteArrayResource(content))) {
                for (String name : ((EnumerablePropertySource<?>) part).getPropertyNames()) {
                    flat.put(ROOT + "." + name, part.getProperty(name));
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new InvalidKeys(path + " is no YAML or properties");
        }
        return bound(flat);
    }

    private Map<String, KeyProperties> bound(Map<String, Object> flat) {
        BindHandler strict = new NoUnboundElementsBindHandler(BindHandler.DEFAULT);
        try {
            return new Binder(List.of(new MapConfigurationPropertySource(flat)))
                    .bind(ROOT, Bindable.mapOf(String.class, KeyProperties.class), strict)
                    .orElse(Map.of());
        } catch (BindException e) {
            throw new InvalidKeys(path + " has something wrong at " + e.getName()
                    + ": a field has another name or value" + " than it may have");
        }
    }

    private PropertySourceLoader loader() {
        String name = path.toString();
        return name.endsWith(".yaml") || name.endsWith(".yml")
                ? new YamlPropertySourceLoader()
                : new PropertiesPropertySourceLoader();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
