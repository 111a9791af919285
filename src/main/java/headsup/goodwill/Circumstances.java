package headsup.goodwill;

/**
 * What a sentence tells beside the points, known to who keeps the books and not to the derivation.
 *
 * @param component what failed, as the customer knows it
 * @param unheard why no message reached the customer, for a broken promise
 */
record Circumstances(String component, Unheard unheard) {

    enum Unheard {
        BOUNCE("bounce"),
        NO_ADDRESS("no address"),
        NONE_SENT("none sent");

        private final String words;

        Unheard(String words) {
            this.words = words;
        }

        String inWords() {
            return words;
        }
    }
}
