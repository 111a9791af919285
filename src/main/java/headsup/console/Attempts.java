package headsup.console;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts wrong passwords by the minute, in memory: enough to make guessing slow, forgotten at a restart. */
@Singleton
class Attempts {

    private static final int MOST_PER_NAME = 10;
    private static final int MOST_PER_ADDRESS = 60;
    private static final int MOST_KEYS = 10_000;

    private record Minute(long number, Map<String, Integer> failures) {}

    private final Clock clock;
    private volatile Minute minute = new Minute(0, new ConcurrentHashMap<>());

    Attempts(Clock clock) {
        this.clock = clock;
    }

    boolean tooMany(String name, String address) {
        Map<String, Integer> failures = now().failures();
        return failures.getOrDefault(both(name, address), 0) >= MOST_PER_NAME
                || failures.getOrDefault(address, 0) >= MOST_PER_ADDRESS;
    }

    void failed(String name, String address) {
        Map<String, Integer> failures = now().failures();
        if (failures.size() < MOST_KEYS) {
            failures.merge(both(name, address), 1, Integer::sum);
        }
        failures.merge(address, 1, Integer::sum);
    }

    private static String both(String name, String address) {
        return name.substring(0, Math.min(name.length(), 64)) + ' ' + address;
    }

    private Minute now() {
        long number = clock.instant().getEpochSecond() / 60;
        Minute current = minute;
        if (current.number() != number) {
            current = new Minute(number, new ConcurrentHashMap<>());
            minute = current;
        }
        return current;
    }
}
