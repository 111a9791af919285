package headsup.mail;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One relay: its letters, its connections, its health. A connection is a thread that takes letters while there are any.
 * When the relay can't be talked to, the lane is out: its letters go back to the {@link Lanes}, and it is tried again
 * without any letter until it answers.
 */
final class Lane implements Supply {

    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final int MOST_USELESS = 3;

    private final Opening opening;
    private final LaneRules rules;
    private final Journal journal;
    private final Clock clock;
    private final BiConsumer<List<Parcel>, LaneFault> overflow;
    private final Pace pace;
    private final BlockingDeque<Parcel> queue = new LinkedBlockingDeque<>();
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger useless = new AtomicInteger();
    private final AtomicBoolean probing = new AtomicBoolean();
    private final Crew crew;
    private final Window window;
    private final Health health;

    /** @param overflow gets letters this lane can't send after all, and why */
    Lane(Opening opening, LaneRules rules, Journal journal, Clock clock, BiConsumer<List<Parcel>, LaneFault> overflow) {
        this.opening = opening;
        this.rules = rules;
        this.journal = journal;
        this.clock = clock;
        this.overflow = overflow;
        this.pace = new Pace(rules.rate(), System.nanoTime());
        this.crew = new Crew(rules.connections());
        this.window = new Window(rules.connections(), rules.depth());
        this.health = new Health(opening.relay().name());
    }

    boolean isOpen() {
        return health.isOpen();
    }

    @Nullable
    LaneFault fault() {
        return health.fault();
    }

    Courier.Way way() {
        return health.way();
    }

    int weight() {
        return opening.relay().weight();
    }

    int places() {
        return isOpen() ? Math.max(0, Math.min(window.size(), crew.allowed() * rules.depth()) - inFlight.get()) : 0;
    }

    boolean isQuiet() {
        return inFlight.get() == 0;
    }

    /** Takes letters on; they come back by the overflow when the lane is out before they went. */
    void take(List<Parcel> parcels) {
        inFlight.addAndGet(parcels.size());
        queue.addAll(parcels);
        staff();
        if (!isOpen()) {
            giveBack(List.of());
        }
    }

    /** Held: what waits goes back. Let go: it goes on. */
    void pause(boolean held) {
        boolean goesOn = health.pause(held);
        if (held) {
            giveBack(List.of());
        } else if (goesOn) {
            staff();
        }
    }

    private void staff() {
        int wanted = isOpen() ? crew.hire(queue.size()) : 0;
        for (int i = 0; i < wanted; i++) {
            Thread.ofPlatform().daemon().name("lane-" + lane()).start(this::work);
        }
    }

    private void work() {
        try {
            boolean wanted = true;
            while (wanted) {
                Parcel first = await(Duration.ZERO);
                wanted = first != null && converse(first);
            }
        } finally {
            crew.leave();
            // A letter may have come after the last look into the queue.
            staff();
        }
    }

    /** One connection from its opening to its end; the first letter waits until it stands. False: not to be opened again. */
    private boolean converse(Parcel first) {
        Opening.Session session;
        try {
            session = opening.open(wires::add);
        } catch (LaneFault unopened) {
            wires.removeIf(Wire::isClosed);
            unopened(first, unopened);
            return false;
        }
        crew.connected();
        var conversation = new Conversation(session, opening.deadlines(), this, rules.limits());
        try {
            if (isOpen()) {
                conversation.run(first);
                useless.set(0);
            } else {
                // Paused or stopped while the connection was made: this letter has not begun.
                giveBack(List.of(first));
            }
        } catch (LaneFault barred) {
            goOut(List.of(), barred);
        } catch (IOException broke) {
            brokeOff(conversation, broke);
        } finally {
            crew.ended();
            session.wire().close();
            wires.remove(session.wire());
        }
        return true;
    }

    /** A relay that turns away one connection of many gets fewer; one that takes none at all is out. */
    private void unopened(Parcel first, LaneFault unopened) {
        boolean othersLeft = crew.narrow();
        if (othersLeft && unopened.kind() == LaneFault.Kind.UNREACHABLE) {
            putBack(first);
        } else {
            goOut(List.of(first), unopened);
        }
    }

    /** To the front of the queue; a lane that closed meanwhile has emptied it and won't look again. */
    private void putBack(Parcel parcel) {
        queue.addFirst(parcel);
        if (!isOpen()) {
            giveBack(List.of());
        }
    }

    private void brokeOff(Conversation conversation, IOException broke) {
        if (conversation.definite() > 0) {
            useless.set(0);
        } else if (useless.incrementAndGet() >= MOST_USELESS) {
            goOut(List.of(), LaneFault.useless(lane(), broke));
        }
    }

    private void goOut(List<Parcel> unsent, LaneFault why) {
        if (health.fault() == null) {
            LOG.warnf("Lane out: %s", why.sentence());
        }
        health.isOut(why);
        giveBack(unsent, why);
    }

    /** Of a lane that is closed. */
    private void giveBack(List<Parcel> unsent) {
        giveBack(unsent, health.closed());
    }

    private void giveBack(List<Parcel> unsent, LaneFault why) {
        List<Parcel> back = new ArrayList<>(unsent);
        queue.drainTo(back);
        inFlight.addAndGet(-back.size());
        if (!back.isEmpty()) {
            overflow.accept(back, why);
        }
    }

    /** Tries a lane that is out, without a letter; a lane that was narrowed is widened again. */
    void probe() {
        crew.widen();
        if (health.fault() == null || health.isStopping() || !probing.compareAndSet(false, true)) {
            return;
        }
        try (Wire wire = opening.open(wires::add).wire()) {
            wire.write("QUIT\r\n", opening.deadlines().goodbye());
            useless.set(0);
            crew.widenFully();
            health.answersAgain();
            LOG.infof("Lane open again: %s", lane());
        } catch (LaneFault still) {
            health.isOut(still);
        } catch (IOException brokeAgain) {
            health.isOut(LaneFault.useless(lane(), brokeAgain));
        } finally {
            probing.set(false);
            wires.removeIf(Wire::isClosed);
        }
    }

    void abortStuck(long now) {
        wires.forEach(wire -> wire.abortIfStuck(now));
    }

    /** No new letters; those whose transaction runs are finished. */
    void stop() {
        health.stop();
        giveBack(List.of());
    }

    void abort() {
        wires.forEach(Wire::abort);
    }

    @Override
    public @Nullable Parcel await(Duration longest) {
        Parcel parcel = isOpen() ? queue.poll() : null;
        if (parcel == null && isOpen() && longest.isPositive()) {
            parcel = awaitIdle(longest);
        }
        if (parcel != null) {
            pace.awaitStart();
            if (!isOpen()) {
                // Closed while we waited for it, or for its turn.
                giveBack(List.of(parcel));
                return null;
            }
        }
        return parcel;
    }

    private @Nullable Parcel awaitIdle(Duration longest) {
        crew.rests();
        try {
            return queue.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            crew.rises();
        }
    }

    @Override
    public @Nullable Parcel poll() {
        // The letter first: a start must not be counted for none.
        Parcel parcel = isOpen() ? queue.poll() : null;
        if (parcel != null && !pace.tryStart(System.nanoTime())) {
            putBack(parcel);
            return null;
        }
        return parcel;
    }

    @Override
    public void settle(Parcel parcel, Receipt receipt) {
        if (parcel.settle(receipt)) {
            inFlight.decrementAndGet();
            window.settled(parcel.underWay(System.nanoTime()));
            String tooMany = health.heed(receipt);
            if (tooMany != null) {
                LOG.warnf("Lane stopped: %s %s", lane(), tooMany);
                giveBack(List.of());
            }
        }
    }

    @Override
    public void dotLeaves(Parcel parcel) throws IOException {
        journal.dotLeaves(parcel.delivery());
    }

    @Override
    public void replied(Parcel parcel, Instant at, Reply reply) {
        try {
            journal.replied(parcel.delivery(), at, lane(), reply);
        } catch (IOException full) {
            LOG.errorf("The journal can't be written: %s", full.getMessage());
        }
    }

    @Override
    public void slowDown() {
        pace.halve(System.nanoTime());
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public String lane() {
        return opening.relay().name();
    }
}
