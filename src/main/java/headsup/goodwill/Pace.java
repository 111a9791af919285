package headsup.goodwill;

import headsup.incident.Cadence;

/**
 * The severity parameters of section 2 that differ by severity, in minutes.
 *
 * @param cadence first, next, longest and grace: the numbers the incident room offers its promises by
 * @param interval silence interval
 * @param spacing least distance between credited updates
 * @param told word due after restoration
 * @param every impact duration step
 */
record Pace(Cadence cadence, long interval, long spacing, long told, long every) {

    Pace {
        if (interval <= 0 || every <= 0 || cadence.next().toMinutes() <= 0) {
            throw new IllegalArgumentException("time must go on: interval, every and next are at least a minute");
        }
    }

    long first() {
        return cadence.first().toMinutes();
    }

    long next() {
        return cadence.next().toMinutes();
    }

    long longest() {
        return cadence.longest().toMinutes();
    }

    long grace() {
        return cadence.grace().toMinutes();
    }
}
