package io.orbweaver;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What takes time to make and is the same for all tests: made by whichever test JVM comes first, the others wait. */
public final class OnceABuild {

    private OnceABuild() {}

    /** Fills a folder. */
    public interface Making {

        /** Makes what is to be in there. */
        void make() throws Exception;
    }

    /** Has a folder filled, unless it is already. One that was given up in the middle is filled again. */
    public static synchronized void in(Path folder, Making making) throws Exception {
        Files.createDirectories(folder);
        Path done = folder.resolve("installed");
        try (FileChannel file =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            if (!Files.exists(done)) {
                making.make();
                Files.createFile(done);
            }
        }
    }
}
