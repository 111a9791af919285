package headsup.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts wrong passwords and tokens by the minute, in memory and of this process alone: enough to make guessing slow, forgotten
 * at a restart. One count for every door that takes them.
 */
@Singleton
public class Attempts {

    static final int MOST_PER_NAME = 10;
    static final int MOST_PER_PLACE = 60;

    /** Hashing passwords is too slow for a process to count so many in a minute. */
    static final int MOST_KEYS = 10_000;

    private static final int LONGEST_NAME = 64;
    private static final int NETWORK_GROUPS = 4;

    private record Minute(long number, Map<String, Integer> failures) {}

    private final Clock clock;
    private volatile Minute minute = new Minute(0, new ConcurrentHashMap<>());

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** Where a request comes from; through a proxy only when the proxy is trusted to say so. */
    public static String place(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        if (address == null) {
            return "";
        }
        return network(Objects.requireNonNullElse(address.hostAddress(), String.valueOf(address.host())));
    }

    /** Who has one IPv6 address has the 2^64 beside it: they count as one place. */
    static String network(String address) {
        String[] groups = address.split(":", -1);
        int short64 = Arrays.asList(groups).indexOf("");
        if (groups.length < 3 || address.contains(".") || (short64 >= 0 && short64 < NETWORK_GROUPS)) {
            return address;
        }
        return String.join(":", Arrays.copyOf(groups, NETWORK_GROUPS));
    }

    /** Whether no further guess of this name from this place, or of any name from it, may be looked at. */
    public boolean tooMany(String name, String place) {
        Map<String, Integer> failures = now().failures();
        return failures.getOrDefault(both(name, place), 0) >= MOST_PER_NAME
                || failures.getOrDefault(place, 0) >= MOST_PER_PLACE;
    }

    /** Someone gave a name and a password that don't belong together. */
    public void failed(String name, String place) {
        count(both(name, place));
        count(place);
    }

    /**
     * Someone gave a token that is none. Counted apart from passwords, which such a client must not lock out.
     *
     * @return whether there were too many from that place
     */
    boolean failedToken(String place) {
        return count("token " + place) > MOST_PER_PLACE;
    }

    int keys() {
        return now().failures().size();
    }

    private int count(String key) {
        Map<String, Integer> failures = now().failures();
        if (failures.size() >= MOST_KEYS && !failures.containsKey(key)) {
            return 0;
        }
        return failures.merge(key, 1, Integer::sum);
    }

    private static String both(String name, String place) {
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + ' ' + place;
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
