package io.orbweaver.fetch;

import io.orbweaver.url.FilePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A folder as a page: its entries as links, by name. Symbolic links are left out, as {@code find} and {@code grep -r}
 * do it, so that no folder is in itself. Blocks.
 */
final class FolderListing {

    /** Media type of a folder (freedesktop.org, shared MIME-info). */
    static final String TYPE = "inode/directory";

    /** Entries that are listed; a folder with more is cut, by the order in which the file system gives them. */
    static final int ENTRIES_MAX = 100_000;

    private FolderListing() {}

    /**
     * A listing.
     *
     * @param html the page
     * @param omitted entries that a bound kept out of it; they were not looked at, so some may be none that is listed
     */
    record Listing(byte[] html, int omitted) {}

    /** @param bytesMax of the listing; the entries behind are left out */
    static Listing of(Path folder, long bytesMax) throws IOException {
        List<String> names = new ArrayList<>();
        int omitted = read(folder, names);
        int listed = 0;
        StringBuilder html = new StringBuilder(64 + 48 * names.size())
                .append("<!DOCTYPE html><meta charset=utf-8><title>")
                .append(escaped(folder.toString()))
                .append("</title>\n");
        for (String name : names) {
            if (html.length() + 8L * name.length() + 64 > bytesMax) {
                omitted += names.size() - listed;
                break; // as long as an entry may be, encoded
            }
            listed++;
            html.append("<a href=\"./")
                    .append(FilePaths.reference(name.endsWith("/") ? name.substring(0, name.length() - 1) : name))
                    .append(name.endsWith("/") ? "/" : "")
                    .append("\">")
                    .append(escaped(name))
                    .append("</a>\n");
        }
        return new Listing(html.toString().getBytes(StandardCharsets.UTF_8), omitted);
    }

    /** Reads the entries' names, sorted; how many there are besides. */
    private static int read(Path folder, List<String> names) throws IOException {
        int omitted = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (names.size() >= ENTRIES_MAX) {
                    omitted++;
                    continue;
                }
                boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                if (isFolder || Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    names.add(entry.getFileName() + (isFolder ? "/" : ""));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return omitted;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
