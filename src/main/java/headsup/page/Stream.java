package headsup.page;

import headsup.kernel.JsonShape;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells open pages what changed, as Server-Sent Events. An event's id is the token of the change, the same on every node;
 * who comes back with one we no longer remember is told once that anything may have changed.
 */
@ApplicationScoped
class Stream {

    private static final int MOST_READERS = 10_000;
    private static final int REMEMBERED = 500;
    private static final long HEARTBEAT_MILLIS = 15_000;
    /** What a notice names when anything may have changed. */
    static final String ANYTHING = "page";

    private final Vertx vertx;
    private final Clock clock;
    private final Set<HttpServerResponse> readers = ConcurrentHashMap.newKeySet();
    private final Deque<Notices.Notice> remembered = new ArrayDeque<>();
    private volatile Instant asOf = Instant.EPOCH;
    private final AtomicBoolean beats = new AtomicBoolean();

    Stream(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    void asOf(Instant time) {
        asOf = time;
    }

    /** Passes on what changed; call it when readers can already get it. */
    void tell(List<Notices.Notice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        Buffer events = Buffer.buffer();
        synchronized (remembered) {
            for (Notices.Notice notice : notices) {
                forget(notice.withdrawn());
                remembered.addLast(notice);
                events.appendBuffer(event(notice));
            }
            while (remembered.size() > REMEMBERED) {
                remembered.removeFirst();
            }
        }
        readers.forEach(reader -> send(reader, events));
    }

    /** Of what was said while nobody here listened nobody knows; any of what is remembered may have been withdrawn meanwhile. */
    void forget() {
        synchronized (remembered) {
            remembered.clear();
        }
    }

    /** Who comes back later is not told its name either. */
    private void forget(String withdrawn) {
        if (!withdrawn.isEmpty()) {
            List<Notices.Notice> renamed = remembered.stream()
                    .map(notice ->
                            notice.about().equals(withdrawn) ? new Notices.Notice(ANYTHING, notice.token()) : notice)
                    .toList();
            remembered.clear();
            remembered.addAll(renamed);
        }
    }

    /** Lets a reader in, or not when there are too many; sends what it missed since {@code lastToken}. */
    boolean admit(HttpServerResponse reader, @Nullable String lastToken) {
        if (readers.size() >= MOST_READERS) {
            return false;
        }
        if (beats.compareAndSet(false, true)) {
            vertx.setPeriodic(HEARTBEAT_MILLIS, timer -> beat());
        }
        reader.setChunked(true);
        reader.closeHandler(gone -> readers.remove(reader));
        reader.exceptionHandler(broken -> readers.remove(reader));
        readers.add(reader);
        Buffer first = Buffer.buffer("retry: 5000\n").appendBuffer(heartbeat());
        missedSince(lastToken).forEach(notice -> first.appendBuffer(event(notice)));
        reader.write(first);
        return true;
    }

    private List<Notices.Notice> missedSince(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return List.of();
        }
        synchronized (remembered) {
            List<Notices.Notice> missed = new ArrayList<>();
            boolean found = false;
            for (Notices.Notice notice : remembered) {
                if (found) {
                    missed.add(notice);
                }
                found |= notice.token().equals(token);
            }
            if (found) {
                return missed;
            }
            String newest = remembered.isEmpty() ? "" : remembered.getLast().token();
            return List.of(new Notices.Notice(ANYTHING, newest));
        }
    }

    private void beat() {
        Buffer beat = heartbeat();
        readers.forEach(reader -> send(reader, beat));
    }

    /** Who reads too slowly is let go; it comes back and resumes. */
    private void send(HttpServerResponse reader, Buffer events) {
        if (reader.closed() || reader.ended()) {
            readers.remove(reader);
        } else if (reader.writeQueueFull()) {
            readers.remove(reader);
            reader.reset();
        } else {
            reader.write(events);
        }
    }

    private Buffer event(Notices.Notice notice) {
        return Buffer.buffer("event: update\n" + (notice.token().isEmpty() ? "" : "id: " + notice.token() + "\n")
                + "data: {\"id\":\"" + notice.about() + "\",\"sent\":\"" + JsonShape.time(clock.instant()) + "\"}\n\n");
    }

    private Buffer heartbeat() {
        return Buffer.buffer("event: heartbeat\ndata: {\"at\":\"" + JsonShape.time(clock.instant()) + "\",\"asOf\":\""
                + JsonShape.time(asOf) + "\"}\n\n");
    }
}
