package headsup.console;

/**
 * A secret that is shown this once.
 *
 * @param what as in "The password of dana"
 */
record Revealed(String what, String secret) {}
