package headsup.console;

import headsup.goodwill.Band;

/**
 * How a band looks: always its word.
 *
 * @param kind names the colour
 */
record Mark(String kind, String word) {

    static Mark of(Band band) {
        return switch (band) {
            case STRONG -> new Mark("operational", "Strong");
            case FAIR -> new Mark("operational", "Fair");
            case THIN -> new Mark("degraded", "Thin");
            case OVERDRAWN -> new Mark("major", "Overdrawn");
            case UNKNOWN -> new Mark("quiet", "Not known yet");
        };
    }
}
