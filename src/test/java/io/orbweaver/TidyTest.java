package io.orbweaver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Limits on the shape of the source: small files, small methods, plain words, nothing left unfinished. */
class TidyTest {

    private JavacTask task;

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 50;
    private static final int LINE_CHARS_MAX = 120;
    private static final int FOLDER_FILES_MAX = 30;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
    /** Turns of phrase that a reader must translate; each is matched as whole words, in any case. */
    private static final List<String> BANNED_WORDS = List.of(
            "as good as none",
            "no one",
            "(everybody|anybody)",
            "(became|becomes|came|comes|come) of",
            "in hand",
            "nobody",
            "ours",
            "told",
            "whoever",
            "somebody",
            "hears?",
            "at the most",
            "theirs",
            "bids?",
            "bells?",
            "rung",
            "chores",
            "let rest",
            "stretch(es)?",
            "shelf",
            "(is|are|was|were) said",
            "(are|were) none",
            "stands? for",
            "shall",
            "lest",
            "mend(s|ed|ing)?",
            "by and by",
            "for want of",
            "in vain",
            "in silence",
            "without a word",
            "could not be had",
            "lapses?",
            "nonsense",
            "puts? right");

    private static final Pattern BANNED =
            Pattern.compile("\\b(" + String.join("|", BANNED_WORDS) + ")\\b", Pattern.CASE_INSENSITIVE);
    /** String literals, which may hold what looks like a comment, and comments. */
    private static final Pattern PROSE =
            Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'"
                    + "|/\\*[\\s\\S]*?\\*/|//[^\\n]*(?:\\n\\s*//[^\\n]*)*");

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\n\\s*(?:\\*(?!/)|//)?\\s*");
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^(public )?(abstract |final |sealed |non-sealed )*(class|interface|enum|record) .*");

    @Test
    void filesAreShort() throws IOException {
        assertThat(problems(
                        MAIN,
                        (path, lines) -> lines.size() > FILE_LINES_MAX ? List.of(lines.size() + " lines") : List.of()))
                .as("a file holds one idea: split it")
                .isEmpty();
    }

    @Test
    void linesAreShort() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path root : List.of(MAIN, TEST)) {
            problems.addAll(problems(
                    root,
                    (path, lines) -> lines.stream()
                            .filter(line -> line.length() > LINE_CHARS_MAX && !line.startsWith("import "))
                            .map(line -> "too long: " + line.strip())
                            .toList()));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void methodsAreShort() throws IOException {
        List<String> problems = new ArrayList<>();
        for (CompilationUnitTree unit : parsed(MAIN)) {
            LineMap lines = unit.getLineMap();
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void none) {
                    Tree body = method.getBody() == null ? method : method.getBody(); // without its annotations
                    long first = lines.getLineNumber(positions.getStartPosition(unit, body));
                    long last = lines.getLineNumber(positions.getEndPosition(unit, body));
                    if (last - first + 1 > METHOD_LINES_MAX) {
                        problems.add(unit.getSourceFile().getName() + ": " + method.getName());
                    }
                    return super.visitMethod(method, none);
                }
            }.scan(unit, null);
        }
        assertThat(problems).as("a method does one thing: name its parts").isEmpty();
    }

    private Iterable<? extends CompilationUnitTree> parsed(Path root) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        try (Stream<Path> paths = Files.walk(root)) {
            List<Path> sources =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
        }
        return task.parse();
    }

    @Test
    void foldersAreSmall() throws IOException {
        List<String> large = new ArrayList<>();
        try (Stream<Path> folders = Files.walk(MAIN)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.list(folder)) {
                    long count = files.filter(Files::isRegularFile).count();
                    if (count > FOLDER_FILES_MAX) {
                        large.add(folder + ": " + count);
                    }
                }
            }
        }
        assertThat(large).as("a package holds one idea: split it by ideas").isEmpty();
    }

    @Test
    void nothingIsLeftUnfinished() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path root : List.of(MAIN, TEST)) {
            problems.addAll(problems(
                    root,
                    (path, lines) -> path.endsWith("TidyTest.java")
                            ? List.of()
                            : lines.stream()
                                    .filter(line -> UNFINISHED.matcher(line).find())
                                    .toList()));
        }
        assertThat(problems).as("finish it, or leave it out").isEmpty();
    }

    @Test
    void wordsArePlain() throws IOException {
        assertThat(problems(MAIN, (path, lines) -> bannedWords(String.join("\n", lines))))
                .as("say it in plain English: what is notified, assigned, reported, absent …")
                .isEmpty();
    }

    @Test
    void bannedWordsAreFoundInCommentsAndTextsOnly() {
        String source = """
                /** As good
                 *  as none. */
                String theirs = "A bell"; // it is
                // said
                char quote = '"'; int bells; String more = "// rung";
                """;
        assertThat(bannedWords(source)).containsExactly("As good as none", "bell", "is said", "rung");
        assertThat(bannedWords("/** A shelfful of labels, stretched. */ int shelf;"))
                .isEmpty();
    }

    private static List<String> bannedWords(String source) {
        return PROSE.matcher(source)
                .results()
                .map(found -> LINE_BREAK.matcher(found.group()).replaceAll(" "))
                .flatMap(prose -> BANNED.matcher(prose).results())
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        try (Stream<Path> paths = Files.walk(MAIN)) {
            List<Path> undocumented = paths.filter(Files::isDirectory)
                    .filter(TidyTest::hasSources)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(undocumented).as("add a package-info.java").isEmpty();
        }
    }

    private static boolean hasSources(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.anyMatch(path -> path.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyTypeSaysWhatItIs() throws IOException {
        assertThat(problems(MAIN, (path, lines) -> {
                    int comment = -1;
                    for (int i = 0; i < lines.size(); i++) {
                        if (lines.get(i).startsWith(" */") || lines.get(i).startsWith("/**")) {
                            comment = i;
                        }
                        if (PUBLIC_TYPE.matcher(lines.get(i)).matches()) {
                            return comment < 0 ? List.of("no Javadoc on its type") : List.of();
                        }
                    }
                    return List.of();
                }))
                .isEmpty();
    }

    @Test
    void testsNeitherSleepNorHide() throws IOException {
        Pattern banned = Pattern.compile("Thread\\.sleep|@Disabled|TimeUnit\\.\\w+\\.sleep");
        assertThat(problems(
                        TEST,
                        (path, lines) -> path.endsWith("TidyTest.java")
                                ? List.of()
                                : lines.stream()
                                        .filter(line -> banned.matcher(line).find())
                                        .toList()))
                .as("use virtual time or Awaitility; mend or remove what fails")
                .isEmpty();
    }

    @Test
    void everyGuaranteeOfTheReadmeHasItsTest() throws IOException {
        Matcher named = Pattern.compile("\\*\\*[^*]+\\*\\*.*`([A-Z][A-Za-z]+Test)`")
                .matcher(Files.readString(Path.of("README.md")));
        List<String> missing = new ArrayList<>();
        int found = 0;
        while (named.find()) {
            found++;
            if (!Files.exists(TEST.resolve("io/orbweaver/guarantee/" + named.group(1) + ".java"))) {
                missing.add(named.group(1));
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found)
                .as("the README names a test for each guarantee that holds")
                .isPositive();
    }

    private interface Check {
        List<String> look(Path path, List<String> lines);
    }

    private static List<String> problems(Path root, Check check) throws IOException {
        List<String> problems = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(p -> p.toString().endsWith(".java")).toList()) {
                for (String problem : check.look(path, Files.readAllLines(path))) {
                    problems.add(path + ": " + problem);
                }
            }
        }
        return problems;
    }
}
