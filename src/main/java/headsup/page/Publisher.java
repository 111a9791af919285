package headsup.page;

import headsup.kernel.PublicId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Prints the page again whenever something was committed, on any node, and whenever time made it wrong. One thread: what
 * comes in while it prints is taken together into the next print. Without the database the last snapshot stands, with its
 * time, and promises still run late.
 */
@ApplicationScoped
class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PROOF_OF_LIFE = Duration.ofSeconds(10);

    private final Archive archive;
    private final Press press;
    private final Shelf shelf;
    private final Wire wire;
    private final Stream stream;
    private final Unprinted unprinted;
    private final PageSettings settings;
    private final Clock clock;
    private volatile Snapshot published = Snapshot.EMPTY;
    private volatile boolean ended;
    private volatile Reading reading = Reading.NOTHING;
    private Instant nextLook = Instant.EPOCH;
    private Instant heard = Instant.EPOCH;
    private @Nullable Thread thread;

    Publisher(
            Archive archive,
            Press press,
            Shelf shelf,
            Wire wire,
            Stream stream,
            Unprinted unprinted,
            PageSettings settings,
            Clock clock) {
        this.archive = archive;
        this.press = press;
        this.shelf = shelf;
        this.wire = wire;
        this.stream = stream;
        this.unprinted = unprinted;
        this.settings = settings;
        this.clock = clock;
    }

    /** What readers get now. */
    Snapshot published() {
        return published;
    }

    /** What that was printed from. */
    Reading reading() {
        return reading;
    }

    void start(@Observes @Priority(500) StartupEvent event) {
        settings.check();
        published = shelf.last();
        press.keep(published);
        stream.asOf(published.asOf());
        Thread started = new Thread(this::run, "page-publisher");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        ended = true;
        wire.disconnect();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join(2 * PATIENCE.toMillis());
        }
    }

    private void run() {
        while (!ended) {
            try {
                turn();
            } catch (SQLException gone) {
                lost(gone);
            } catch (Throwable failed) {
                // Whatever it was: without this thread the page would stay as it is for ever.
                if (!ended) {
                    LOG.error("The page could not be printed; the last one stands", failed);
                }
                lost(failed);
            }
        }
    }

    private void turn() throws SQLException {
        if (!wire.isConnected()) {
            boolean again = !reading.equals(Reading.NOTHING);
            wire.connect();
            stream.forget();
            unprinted.allPrinted();
            // What was said meanwhile was not heard: open pages read anew, too.
            publish(archive.all(), again ? List.of(new Notices.Notice(Stream.ANYTHING, PublicId.next())) : List.of());
            shelf.remove(archive.hidden(shelf.stories()));
            LOG.infof(
                    "The page is published: %d documents", published.editions().size());
        }
        List<String> said = wire.listen(untilNextLook());
        Instant now = clock.instant();
        if (!said.isEmpty()) {
            heard = now;
            List<Notices.Notice> notices = said.stream().map(Notices.Notice::of).toList();
            Set<String> withdrawn = withdrawn(notices);
            Set<String> changed = incidents(notices);
            changed.addAll(withdrawn);
            publish(archive.with(changed), notices);
            unprinted.printed(changed);
            shelf.remove(archive.hidden(withdrawn));
        } else if (!now.isBefore(nextLook)) {
            proveAlive();
            publish(archive.with(openOnes()), List.of());
        } else if (now.isAfter(heard.plus(PROOF_OF_LIFE))) {
            heard = now;
            proveAlive();
        }
    }

    /** Asked before the pool is: this connection answers soon or not at all, one of the pool's may be waited for. */
    private void proveAlive() throws SQLException {
        if (!wire.isAlive()) {
            throw new SQLException("the connection is dead");
        }
    }

    private Duration untilNextLook() {
        Duration left = Duration.between(clock.instant(), nextLook);
        return left.compareTo(PATIENCE) > 0 ? PATIENCE : left;
    }

    private static Set<String> incidents(List<Notices.Notice> notices) {
        Set<String> ids = new LinkedHashSet<>();
        notices.stream()
                .map(Notices.Notice::about)
                .filter(about -> !about.equals(Notices.CATALOG) && !about.equals(Stream.ANYTHING))
                .forEach(ids::add);
        return ids;
    }

    private static Set<String> withdrawn(List<Notices.Notice> notices) {
        return notices.stream()
                .map(Notices.Notice::withdrawn)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    private Set<String> openOnes() {
        Set<String> ids = new LinkedHashSet<>();
        reading.incidents().stream().filter(i -> i.isOpen()).forEach(i -> ids.add(i.id()));
        return ids;
    }

    private void publish(Reading read, List<Notices.Notice> notices) {
        reading = read;
        Set<String> told =
                read.incidents().stream().map(incident -> incident.id()).collect(Collectors.toSet());
        // What was public when it was said and no longer is has no name any more.
        print(notices.stream()
                .map(n -> n.about().equals(Notices.CATALOG) || told.contains(n.about()) ? n : n.unnamed())
                .toList());
    }

    /** Readers first, then those who wait for news, then the files. */
    private void print(List<Notices.Notice> notices) {
        Instant now = clock.instant();
        Snapshot printed = press.print(reading, now);
        published = printed;
        nextLook = NextLook.after(now, reading, settings.timeZone(), settings.freshness());
        stream.asOf(printed.asOf());
        stream.tell(notices);
        shelf.put(printed);
    }

    /** Time goes on without the database: what is late says so. Then a breath before the next try. */
    private void lost(Throwable why) {
        wire.disconnect();
        if (ended) {
            return;
        }
        LOG.debug("The page has no database now", why);
        if (!reading.equals(Reading.NOTHING) && !clock.instant().isBefore(nextLook)) {
            try {
                print(List.of());
            } catch (RuntimeException | StackOverflowError failed) {
                LOG.error("The page could not be printed", failed);
            }
        }
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
