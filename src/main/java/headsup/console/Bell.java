package headsup.console;

/**
 * How a webhook stands, in words.
 *
 * @param bad whether somebody should look
 */
record Bell(String word, boolean active, boolean bad) {

    static Bell of(String state) {
        return switch (state) {
            case "active" -> new Bell("active", true, false);
            case "paused" -> new Bell("paused", false, false);
            case "gone" -> new Bell("ended by its receiver (410 Gone)", false, true);
            default -> throw new IllegalArgumentException("no state of a webhook: " + state);
        };
    }
}
