package headsup.goodwill;

/** The message that tells a restoration, and the stretch it ended. */
record Told(Heard message, Stretch stretch) {}
