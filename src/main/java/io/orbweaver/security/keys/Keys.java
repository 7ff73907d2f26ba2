package io.orbweaver.security.keys;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys as they are now: those of the configuration, and those of the file as it was last right. Thread-safe. */
public final class Keys implements KeysStatus {

    private final SecurityProperties properties;
    private volatile Keyring keyring;
    private volatile @Nullable String trouble;

    /**
     * @param ofFile those of the file
     * @throws InvalidKeys where they cannot be used
     */
    public Keys(SecurityProperties properties, Map<String, KeyProperties> ofFile) {
        this.properties = properties;
        this.keyring = keyring(ofFile);
    }

    private Keyring keyring(Map<String, KeyProperties> ofFile) {
        Map<String, KeyProperties> all = new LinkedHashMap<>(properties.keys());
        ofFile.forEach((name, key) -> {
            if (all.putIfAbsent(name, key) != null) {
                throw new InvalidKeys("the key '" + name + "' is in the configuration and in the file");
            }
        });
        return Keyring.of(all, properties.rate(), properties.jobs());
    }

    public Keyring now() {
        return keyring;
    }

    /**
     * Takes the keys of the file anew.
     *
     * @throws InvalidKeys where they cannot be used; the old ones stay
     */
    public void replace(Map<String, KeyProperties> ofFile) {
        keyring = keyring(ofFile);
        trouble = null;
    }

    /** The file cannot be used as it is: the old keys stay. */
    void keep(String why) {
        trouble = why;
    }

    @Override
    public @Nullable String trouble() {
        return trouble;
    }
}
