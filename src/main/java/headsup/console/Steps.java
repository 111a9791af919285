package headsup.console;

import headsup.care.Touchpoint;

/**
 * What a form about a kind of touchpoint asks for.
 *
 * @param word of the kind in a form; {@code name} for people
 * @param note what the note is to say
 * @param worth what it does to the books, in a sentence
 * @param incident whether it can be of an incident; {@code needsIncident} whether it must be
 */
record Steps(
        String word,
        String name,
        String note,
        String worth,
        boolean incident,
        boolean needsIncident,
        boolean percent,
        boolean connected,
        boolean points,
        boolean score,
        boolean earlier) {

    /** Whether the earlier one it is about is a promise. */
    public boolean promise() {
        return word.equals(Touchpoint.Kind.KEPT.word()) || word.equals(Touchpoint.Kind.MISSED.word());
    }

    /** Whether it says for when. */
    public boolean dueAt() {
        return word.equals(Touchpoint.Kind.PROMISED.word());
    }

    /** Whether it needs the name of whom we spoke to. */
    public boolean spokenTo() {
        return word.equals(Touchpoint.Kind.GOOD_NEWS.word()) || word.equals(Touchpoint.Kind.PREVENTION.word());
    }

    static Steps of(Touchpoint.Kind kind) {
        return switch (kind) {
            case PROMISED ->
                plain(kind, "What you promised", "Worth nothing by itself; note later whether it was kept.");
            case KEPT -> promised(kind, "What was promised and took place", "Worth +3 in their first 90 days.");
            case MISSED -> promised(kind, "What was promised and did not take place", "Costs 6.");
            case CALL ->
                new Steps(
                        kind.word(),
                        name(kind),
                        "What was said",
                        "Worth +5 within an incident, once.",
                        true,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false);
            case GESTURE ->
                new Steps(
                        kind.word(),
                        name(kind),
                        "What for",
                        "Worth a point per percent, half when they had to ask, up to 8.",
                        true,
                        false,
                        true,
                        false,
                        false,
                        false,
                        false);
            case GOOD_NEWS ->
                plain(kind, "Its title", "Worth +3, then less; costs 2 while something of theirs is open.");
            case PREVENTION -> plain(kind, "The problem that was found and fixed", "Worth +5, then less.");
            case PREVENTION_FAILED ->
                new Steps(
                        kind.word(),
                        name(kind),
                        "What struck after all",
                        "Costs 5, and takes the note's points back.",
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true);
            case INQUIRY ->
                new Steps(
                        kind.word(),
                        name(kind),
                        "What they asked",
                        "Puts them on the call list until somebody answers.",
                        true,
                        true,
                        false,
                        false,
                        false,
                        false,
                        false);
            case ANSWER ->
                new Steps(
                        kind.word(),
                        name(kind),
                        "What we answered",
                        "Takes their question off the call list.",
                        true,
                        true,
                        false,
                        false,
                        false,
                        false,
                        false);
            case SURVEY ->
                new Steps(
                        kind.word(),
                        name(kind),
                        "What they said",
                        "Kept as a note: only an answer by their own link counts.",
                        true,
                        true,
                        false,
                        false,
                        false,
                        true,
                        false);
            case WINBACK_REPLY -> plain(kind, "What they wrote", "Worth +2, once in 180 days.");
            case MANUAL ->
                new Steps(
                        kind.word(),
                        name(kind),
                        "The reason",
                        "Stays marked as entered by hand. Beyond 5 points another administrator confirms it; 20 either way in 90 days.",
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false);
        };
    }

    private static Steps promised(Touchpoint.Kind kind, String note, String worth) {
        return new Steps(kind.word(), name(kind), note, worth, false, false, false, false, false, false, true);
    }

    private static Steps plain(Touchpoint.Kind kind, String note, String worth) {
        return new Steps(kind.word(), name(kind), note, worth, false, false, false, false, false, false, false);
    }

    static String name(Touchpoint.Kind kind) {
        return switch (kind) {
            case PROMISED -> "Promise";
            case KEPT -> "Promise kept";
            case MISSED -> "Promise missed";
            case CALL -> "Call";
            case GESTURE -> "Credit";
            case GOOD_NEWS -> "Good news";
            case PREVENTION -> "Problem prevented";
            case PREVENTION_FAILED -> "Prevention failed";
            case INQUIRY -> "They asked";
            case ANSWER -> "We answered";
            case SURVEY -> "Survey";
            case WINBACK_REPLY -> "They wrote back";
            case MANUAL -> "By hand";
        };
    }
}
