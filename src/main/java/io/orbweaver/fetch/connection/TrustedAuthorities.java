package io.orbweaver.fetch.connection;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;

/** The certificate authorities that are trusted: the JDK's, and those that an operator names besides. */
public final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /**
     * The authorities of the JDK and of a bundle's trust store; reads files.
     *
     * @param name the bundle's; empty for none
     * @return null for the JDK's alone
     * @throws IllegalStateException where there is no such bundle, or no trust store in it
     */
    public static @Nullable TrustManagerFactory of(String name, @Nullable SslBundles bundles) {
        if (name.isBlank()) {
            return null;
        }
        KeyStore added = trustStore(name, bundles);
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (X509Certificate authority : ofTheJdk()) {
                all.setCertificateEntry("jdk-" + number++, authority);
            }
            for (String alias : Collections.list(added.aliases())) {
                Certificate certificate = added.getCertificate(alias);
                if (certificate != null) {
                    all.setCertificateEntry("bundle-" + number++, certificate);
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(all);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("orbweaver.fetch.ssl-bundle: '" + name + "' cannot be used", e);
        }
    }

    private static KeyStore trustStore(String name, @Nullable SslBundles bundles) {
        KeyStore store;
        try {
            store = bundles == null ? null : bundles.getBundle(name).getStores().getTrustStore();
        } catch (NoSuchSslBundleException e) {
            throw new IllegalStateException(
                    "orbweaver.fetch.ssl-bundle: there is no bundle '" + name + "' in spring.ssl.bundle", e);
        }
        if (store == null) {
            throw new IllegalStateException(
                    "orbweaver.fetch.ssl-bundle: the bundle '" + name + "' has no trust store (truststore.*)");
        }
        return store;
    }

    private static X509Certificate[] ofTheJdk() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        throw new IllegalStateException("the JDK has a manager for X.509");
    }
}
