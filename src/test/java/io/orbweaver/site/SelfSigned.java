package io.orbweaver.site;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;

/** A fresh key with a certificate that only its own key vouches for, made by the JDK's keytool. */
public final class SelfSigned {

    private static final String PASSWORD = "not-a-secret";

    private final KeyStore keys;

    private SelfSigned(KeyStore keys) {
        this.keys = keys;
    }

    /** A certificate for a host name. */
    public static SelfSigned forName(String name) {
        try {
            Path folder = Files.createTempDirectory("self-signed");
            Path store = folder.resolve("keys.p12");
            Process keytool = new ProcessBuilder(command(name, store))
                    .redirectErrorStream(true)
                    .start();
            keytool.getInputStream().readAllBytes();
            keytool.waitFor();
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Files.delete(store);
            Files.delete(folder);
            return new SelfSigned(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    private static String[] command(String name, Path store) {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        return new String[] {
            keytool,
            "-J-XX:TieredStopAtLevel=1", // it is over before the second compiler pays
            "-J-XX:+UseSerialGC",
            "-genkeypair",
            "-alias",
            "site",
            "-keyalg",
            "EC",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD,
            "-dname",
            "CN=" + name,
            "-ext",
            "SAN=dns:" + name
        };
    }

    /** For a server that shows it. */
    public SslContext serverContext() {
        try {
            return SslContextBuilder.forServer(keys()).build();
        } catch (IOException e) {
            throw new IllegalStateException("the certificate cannot be used", e);
        }
    }

    /** The key and the certificate. */
    public KeyManagerFactory keys() {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            return managers;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate cannot be used", e);
        }
    }
}
