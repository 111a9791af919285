package headsup.page;

import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The snapshot as files that any static host can serve, each replaced whole: {@code index.html} in English, {@code
 * index.de.html} and so on beside it, and each packed as {@code .gz} and {@code .br}. At a start without a database the last snapshot is taken from here.
 */
@ApplicationScoped
class Shelf {

    private static final Logger LOG = Logger.getLogger(Shelf.class);
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml; charset=utf-8",
            "atom", "application/atom+xml; charset=utf-8",
            "rss", "application/rss+xml; charset=utf-8",
            "ics", "text/calendar; charset=utf-8",
            "cap.xml", "application/cap+xml; charset=utf-8");
    private static final String DRAFT = ".new";

    private final Path root;
    private final Map<String, String> written = new HashMap<>();

    @Inject
    Shelf(PageSettings settings) {
        this(settings.snapshotDir());
    }

    Shelf(Path root) {
        this.root = root;
    }

    static String type(String ending) {
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }

    /** The type of a file, by the longest ending that is known. */
    static String typeOf(String path) {
        return type(ending(path));
    }

    private static String ending(String path) {
        return path.endsWith(".cap.xml")
                ? "cap.xml"
                : path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Writes what differs from what was written last; a full disk costs the files, never the page. */
    void put(Snapshot snapshot) {
        snapshot.editions().forEach((path, edition) -> edition.leaves().forEach((language, leaf) -> {
            String file = file(path, language, leaf);
            if (!leaf.plain().tag().equals(written.get(file)) && replaced(file, leaf)) {
                written.put(file, leaf.plain().tag());
            }
        }));
    }

    /** The packed ones first: who serves those beside the plain one is never older than it. */
    private boolean replaced(String file, Leaf leaf) {
        Copy brotli = leaf.brotli();
        return (brotli == null || replaced(root.resolve(file + ".br"), brotli.bytes()))
                && replaced(root.resolve(file + ".gz"), leaf.gzip().bytes())
                && replaced(root.resolve(file), leaf.plain().bytes());
    }

    private static boolean replaced(Path file, Buffer bytes) {
        Path draft = file.resolveSibling(file.getFileName() + DRAFT);
        try {
            Files.createDirectories(file.getParent());
            Files.write(draft, bytes.getBytes());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException failed) {
            LOG.warnf("The snapshot's file %s can't be written: %s", file, failed);
            return false;
        }
    }

    private static String file(String path, Language language, Leaf leaf) {
        String name = path.equals("/") ? "index" : path.substring(1);
        if (!leaf.isHtml()) {
            return name;
        }
        return name + (language == Language.EN ? "" : "." + language.tag()) + ".html";
    }

    /** The snapshot that was put last; empty when there is none. */
    Snapshot last() {
        Map<String, Map<Language, Leaf>> found = new HashMap<>();
        Instant newest = Instant.EPOCH;
        try {
            for (Path file : files()) {
                if (take(file, found)) {
                    Instant at = Files.getLastModifiedTime(file).toInstant();
                    newest = at.isAfter(newest) ? at : newest;
                }
            }
        } catch (IOException unreadable) {
            LOG.warnf("The last snapshot can't be read: %s", unreadable);
        }
        Map<String, Edition> editions = new HashMap<>();
        found.forEach((path, leaves) -> {
            if (leaves.containsKey(Language.EN)) {
                editions.put(path, new Edition(leaves));
            }
        });
        return new Snapshot(editions, newest);
    }

    /** Drafts come and go while they are looked for: another process may be printing. */
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(root)) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !file.toString().endsWith(DRAFT)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return files;
    }

    private boolean take(Path file, Map<String, Map<Language, Leaf>> found) throws IOException {
        String name = root.relativize(file).toString().replace('\\', '/');
        String ending = ending(name);
        if (!TYPES.containsKey(ending)) {
            return false;
        }
        Language language = Language.EN;
        String path = "/" + name;
        if (ending.equals("html")) {
            path = path.substring(0, path.length() - ".html".length());
            for (Language other : Language.values()) {
                if (path.endsWith("." + other.tag())) {
                    language = other;
                    path = path.substring(0, path.length() - other.tag().length() - 1);
                }
            }
            path = path.equals("/index") ? "/" : path;
        }
        found.computeIfAbsent(path, p -> new EnumMap<>(Language.class))
                .put(language, Leaf.of(type(ending), Files.readAllBytes(file)));
        return true;
    }
}
