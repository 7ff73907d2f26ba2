package io.orbweaver.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** An authority that nobody knows and the certificates that it signs, made by the JDK's keytool. */
public final class Authority implements AutoCloseable {

    private static final String PASSWORD = "not-a-secret";

    private final Path folder;
    private int number;

    private Authority(Path folder) {
        this.folder = folder;
    }

    /** A new one. */
    public static Authority create() {
        try {
            Authority authority = new Authority(Files.createTempDirectory("authority"));
            authority.keytool("-genkeypair", "ca", "-keyalg", "EC", "-dname", "CN=Nobody", "-ext", "bc:c");
            return authority;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key and certificate of a host that it vouches for today. */
    public KeyManagerFactory vouchFor(String host) {
        return vouchFor(host, "-1d");
    }

    /** The key and certificate of a host, whose ten days were over long ago. */
    public KeyManagerFactory vouchedOnceFor(String host) {
        return vouchFor(host, "-30d");
    }

    private KeyManagerFactory vouchFor(String host, String start) {
        String alias = "site-" + number++;
        Path request = folder.resolve("request");
        Path certificate = folder.resolve("certificate");
        keytool("-genkeypair", alias, "-keyalg", "EC", "-dname", "CN=" + host);
        keytool("-certreq", alias, "-file", request.toString());
        keytool(
                "-gencert",
                "ca",
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString(),
                "-startdate",
                start,
                "-validity",
                "10",
                "-ext",
                "SAN=dns:" + host);
        keytool("-importcert", alias, "-noprompt", "-file", certificate.toString());
        try {
            KeyStore all = keys();
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            char[] password = PASSWORD.toCharArray();
            one.setKeyEntry("site", all.getKey(alias, password), password, all.getCertificateChain(alias));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(one, password);
            return managers;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts it and nobody else. */
    public TrustManagerFactory trust() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", keys().getCertificate("ca"));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return managers;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its certificate as PEM. */
    public String pem() {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(keys().getCertificate("ca").getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keys() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(String command, String alias, String... options) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", // it is over before the second compiler pays
                "-J-XX:+UseSerialGC",
                command,
                "-alias",
                alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve("keys.p12").toString(),
                "-storepass",
                PASSWORD));
        words.addAll(List.of(options));
        try {
            Process keytool =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (String file : List.of("request", "certificate", "keys.p12")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
