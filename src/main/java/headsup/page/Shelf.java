package headsup.page;

import headsup.kernel.PublicId;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The snapshot as files that any static host can serve, each replaced whole: {@code history/index.html} in
 * English, {@code history/index.de.html} and so on beside it, and each packed as {@code .gz} and {@code .br}. At a start without a database the last snapshot is taken from here.
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
    private static final List<String> STORIES = List.of("incidents/", "maintenances/");
    private static final String INDEX = "index";
    private static final String DRAFT = ".new";
    private static final Duration DRAFTED_LONG_AGO = Duration.ofHours(1);

    private final Path root;

    /** Another process may print into the same folder. */
    private final String draft = "." + PublicId.next() + DRAFT;

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
        Map<Boolean, List<String>> paths = snapshot.editions().keySet().stream()
                .collect(Collectors.partitioningBy(path -> path.startsWith(Assets.FOLDER)));
        // What the pages ask for is there before they are.
        paths.getOrDefault(true, List.of()).forEach(path -> put(path, snapshot));
        paths.getOrDefault(false, List.of()).forEach(path -> put(path, snapshot));
    }

    private void put(String path, Snapshot snapshot) {
        Objects.requireNonNull(snapshot.at(path)).leaves().forEach((language, leaf) -> {
            String file = file(path, language, leaf);
            if (!leaf.plain().tag().equals(written.get(file)) && replaced(file, leaf)) {
                written.put(file, leaf.plain().tag());
            }
        });
    }

    /** The packed ones first: who serves those beside the plain one is never older than it. */
    private boolean replaced(String file, Leaf leaf) {
        Copy brotli = leaf.brotli();
        return (brotli == null || replaced(root.resolve(file + ".br"), brotli.bytes()))
                && replaced(root.resolve(file + ".gz"), leaf.gzip().bytes())
                && replaced(root.resolve(file), leaf.plain().bytes());
    }

    private boolean replaced(Path file, Buffer bytes) {
        Path draft = file.resolveSibling(file.getFileName() + this.draft);
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

    /** The ids of the incidents and maintenances that have files. */
    Set<String> stories() {
        Set<String> ids = new HashSet<>();
        try {
            for (Path file : files()) {
                String name = name(file);
                int start = name.indexOf('/') + 1;
                if (STORIES.stream().anyMatch(name::startsWith) && name.length() >= start + PublicId.LENGTH) {
                    ids.add(name.substring(start, start + PublicId.LENGTH));
                }
            }
        } catch (IOException unreadable) {
            LOG.warnf("The snapshot can't be read: %s", unreadable);
        }
        return ids;
    }

    /**
     * Removes every file that tells of one of these, also those of times the page no longer prints, packed ones first. By the
     * files of its own a start knows what it has to remove: they go last, so that a kill meanwhile leaves them.
     */
    void remove(Set<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        try {
            for (Path file : telling(ids)) {
                remove(file);
            }
        } catch (IOException failed) {
            LOG.errorf("Files of the snapshot that are no longer public can't be removed: %s", failed);
        }
    }

    /** The files that tell of these, those of their own last. */
    List<Path> telling(Set<String> ids) throws IOException {
        List<Path> others = new ArrayList<>();
        List<Path> own = new ArrayList<>();
        for (Path file : files()) {
            if (tells(file, ids)) {
                (ids.stream().anyMatch(name(file)::contains) ? own : others).add(file);
            }
        }
        others.addAll(own);
        return others;
    }

    private boolean tells(Path file, Set<String> ids) throws IOException {
        String name = name(file);
        if (ids.stream().anyMatch(name::contains)) {
            return true;
        }
        if (!TYPES.containsKey(ending(name)) || Files.notExists(file)) {
            return false;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return ids.stream().anyMatch(text::contains);
    }

    private void remove(Path file) throws IOException {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".br"));
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".gz"));
        Files.deleteIfExists(file);
        written.remove(name(file));
        Path folder = file.getParent();
        if (folder != null && !folder.equals(root) && Files.isDirectory(folder) && isEmpty(folder)) {
            Files.deleteIfExists(folder);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static String file(String path, Language language, Leaf leaf) {
        String name = path.substring(1);
        if (!leaf.isHtml()) {
            return name;
        }
        String page = path.equals(Snapshot.MISSING) ? name : name + (name.isEmpty() ? "" : "/") + INDEX;
        return page + (language == Language.EN ? "" : "." + language.tag()) + ".html";
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
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (file.toString().endsWith(DRAFT)) {
                        forget(file, attributes);
                    } else if (attributes.isRegularFile()) {
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

    /** A draft nobody works on any more: its process died. */
    private static void forget(Path draft, BasicFileAttributes attributes) throws IOException {
        if (attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(DRAFTED_LONG_AGO))) {
            Files.deleteIfExists(draft);
        }
    }

    private boolean take(Path file, Map<String, Map<Language, Leaf>> found) throws IOException {
        String name = name(file);
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
            if (path.endsWith("/" + INDEX)) {
                path = path.substring(0, Math.max(1, path.length() - INDEX.length() - 1));
            }
        }
        Leaf leaf = Leaf.of(type(ending), Files.readAllBytes(file));
        found.computeIfAbsent(path, p -> new EnumMap<>(Language.class)).put(language, leaf);
        written.put(name, leaf.plain().tag());
        return true;
    }
}
