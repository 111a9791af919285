package headsup.mail;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The relays of this installation sharing what is to be sent, by weight. A letter whose lane goes out before it went is
 * given to another; when none is open it gets a receipt that says so, and the lanes are tried until one answers.
 */
final class Lanes implements Courier, Closeable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final Duration WATCH_EVERY = Duration.ofMillis(500);

    private final List<Lane> lanes;
    private final Map<Lane, Integer> credit = new HashMap<>();
    private final ReentrantLock sharing = new ReentrantLock();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lanes-watch").factory());
    private final Duration probeEvery;

    /** @param make a lane for each relay, given where its overflow goes */
    Lanes(
            List<Relay> relays,
            Duration probeEvery,
            Function<BiConsumer<List<Parcel>, LaneFault>, Function<Relay, Lane>> make) {
        this.probeEvery = probeEvery;
        this.lanes = relays.stream().map(make.apply(this::overflow)).toList();
        Future<?> unused = watch.scheduleWithFixedDelay(
                () -> lanes.forEach(lane -> lane.abortStuck(System.nanoTime())),
                WATCH_EVERY.toMillis(),
                WATCH_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        unused = watch.scheduleWithFixedDelay(
                this::probe, probeEvery.toMillis(), probeEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void send(List<Letter> letters, Consumer<Receipt> receipts) {
        share(letters.stream().map(letter -> new Parcel(letter, receipts)).toList());
    }

    @Override
    public int places() {
        return lanes.stream().mapToInt(Lane::places).sum();
    }

    @Override
    public void pause(Set<String> names) {
        lanes.forEach(lane -> lane.pause(names.contains(lane.lane())));
    }

    @Override
    public List<Way> ways() {
        return lanes.stream().map(Lane::way).toList();
    }

    private void share(List<Parcel> parcels) {
        Map<Lane, List<Parcel>> shares = new HashMap<>();
        List<Parcel> homeless = new ArrayList<>();
        sharing.lock();
        try {
            for (Parcel parcel : parcels) {
                chosen().ifPresentOrElse(
                                lane -> shares.computeIfAbsent(lane, l -> new ArrayList<>())
                                        .add(parcel),
                                () -> homeless.add(parcel));
            }
        } finally {
            sharing.unlock();
        }
        shares.forEach(Lane::take);
        homeless.forEach(parcel -> parcel.settle(noWay(parcel.delivery())));
    }

    /** Smooth weighted turns: each open lane earns its weight, the richest is chosen and pays for all. */
    private Optional<Lane> chosen() {
        Lane best = null;
        int total = 0;
        for (Lane lane : lanes) {
            if (lane.isOpen()) {
                total += lane.weight();
                int earned = credit.merge(lane, lane.weight(), Integer::sum);
                best = best == null || earned > credit.getOrDefault(best, 0) ? lane : best;
            }
        }
        if (best != null) {
            credit.merge(best, -total, Integer::sum);
        }
        return Optional.ofNullable(best);
    }

    private void overflow(List<Parcel> parcels, LaneFault why) {
        if (lanes.stream().anyMatch(Lane::isOpen)) {
            share(parcels);
        } else {
            parcels.forEach(parcel -> parcel.settle(noWay(parcel.delivery(), why)));
        }
    }

    private Receipt noWay(long delivery) {
        LaneFault why = lanes.stream()
                .map(Lane::fault)
                .filter(fault -> fault != null && fault.kind() == LaneFault.Kind.UNREACHABLE)
                .findFirst()
                .orElse(null);
        return why == null ? new Receipt.NotSent(delivery, "no relay takes letters now") : noWay(delivery, why);
    }

    private Receipt noWay(long delivery, LaneFault why) {
        return switch (why.kind()) {
            case UNREACHABLE -> new Receipt.Deferred(delivery, why.sentence(), probeEvery, false);
            case BARRED, PAUSED, STOPPING -> new Receipt.NotSent(delivery, why.sentence());
        };
    }

    /** Each lane on a thread of its own: one that is mute takes its time. */
    private void probe() {
        lanes.forEach(lane -> Thread.ofVirtual().name("probe-" + lane.lane()).start(lane::probe));
    }

    /** Takes nothing more, lets running transactions end, then cuts what is left: those letters are in doubt. */
    @Override
    public void close() {
        lanes.forEach(Lane::stop);
        long end = System.nanoTime() + LONGEST_STOP.toNanos();
        while (!lanes.stream().allMatch(Lane::isQuiet) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        lanes.forEach(Lane::abort);
        watch.shutdownNow();
    }
}
