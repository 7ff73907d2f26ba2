package io.orbweaver.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where everything is kept.
 *
 * @param store which store: {@code rocksdb}, embedded
 * @param dataDir the embedded store's folder, made where it is missing
 */
@ConfigurationProperties("orbweaver")
record StoreProperties(
        @DefaultValue("rocksdb") Kind store,
        @DefaultValue("./data") Path dataDir) {

    /** The stores there are. */
    enum Kind {
        /** Embedded in the process, on its disk. */
        ROCKSDB
    }
}
