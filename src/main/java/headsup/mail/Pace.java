package headsup.mail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many letters a lane may start per second: the configured rate, halved each time the relay says that it is asked too
 * much, doubled again after each quiet half minute. Times are {@code System.nanoTime()}, handed in.
 */
final class Pace {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long QUIET = Duration.ofSeconds(30).toNanos();
    private static final long BURST = Duration.ofMillis(50).toNanos();
    private static final double SLOWEST = 0.1;
    private static final double UNLIMITED = 1e9;

    private final double most;
    private final ReentrantLock lock = new ReentrantLock();
    private double rate;
    private long nextAt;
    private long slowedAt;
    private long countedFrom;
    private long counted;
    private double lastRate;

    /** @param most letters per second; 0 for as many as the relay takes */
    Pace(double most, long now) {
        this.most = most > 0 ? most : UNLIMITED;
        this.rate = this.most;
        this.nextAt = now;
        this.countedFrom = now;
        this.slowedAt = now;
    }

    /** Whether a letter may start now; counts it when it may. */
    boolean tryStart(long now) {
        lock.lock();
        try {
            recover(now);
            if (nextAt - now > 0) {
                return false;
            }
            // Idle time is not saved up beyond a short burst.
            nextAt = Math.max(nextAt, now - BURST) + (long) (SECOND / rate);
            roll(now);
            counted++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next start. */
    void awaitStart() {
        while (!tryStart(System.nanoTime()) && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.max(1_000, waitFrom(System.nanoTime())));
        }
    }

    long waitFrom(long now) {
        lock.lock();
        try {
            return Math.min(nextAt - now, SECOND);
        } finally {
            lock.unlock();
        }
    }

    /** Half of what was really sent, or of what was allowed when that is less. */
    void halve(long now) {
        lock.lock();
        try {
            roll(now);
            double measured = lastRate > 0 ? lastRate : counted;
            rate = Math.max(SLOWEST, Math.min(rate, Math.max(measured, 1)) / 2);
            slowedAt = now;
            nextAt = Math.max(nextAt, now) + (long) (SECOND / rate);
        } finally {
            lock.unlock();
        }
    }

    private void recover(long now) {
        if (rate < most && now - slowedAt > QUIET) {
            rate = Math.min(most, rate * 2);
            slowedAt = now;
        }
    }

    private void roll(long now) {
        if (now - countedFrom > SECOND) {
            lastRate = counted * (double) SECOND / (now - countedFrom);
            countedFrom = now;
            counted = 0;
        }
    }
}
