package io.orbweaver.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer that was taken from the service whole, as bytes. */
public record Taken(int status, HttpHeaders headers, byte[] bytes) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Gets a path, with header names and values by turns. */
    public static Taken get(int port, String path, String... headers) {
        return send("GET", port, path, headers);
    }

    /** The same by another method. */
    public static Taken send(String method, int port, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Taken(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A header's value, or an empty text. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The path of {@code Link: <…>; rel="next"}, or an empty text. */
    public String next() {
        String link = header("Link");
        return link.endsWith(">; rel=\"next\"") ? link.substring(1, link.indexOf('>')) : "";
    }

    /** The body without its gzip coding. */
    public Taken unzipped() {
        return new Taken(status, headers, gunzip(bytes));
    }

    /** What is in gzip members. */
    public static byte[] gunzip(byte[] zipped) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body as text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The body's lines, as JSON. */
    public List<JsonNode> lines() {
        return text().lines().map(JSON::readTree).toList();
    }
}
