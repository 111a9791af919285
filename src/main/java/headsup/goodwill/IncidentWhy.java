package headsup.goodwill;

import headsup.incident.Impact;

/** Why an entry of an incident stands (section 2). Every long is a minute, or a number of minutes where it says so. */
sealed interface IncidentWhy extends Why {

    record Onset(Impact severity, long time) implements IncidentWhy {}

    /** @param every minutes */
    record Lasting(long every, Impact severity, long until) implements IncidentWhy {}

    record FirstWord(long time, long due) implements IncidentWhy {}

    record Kept(long due, long time) implements IncidentWhy {}

    record KeptWithoutNews(long due, long time) implements IncidentWhy {}

    record Broken(long due, long time) implements IncidentWhy {}

    /** @param elapsed minutes */
    record Silent(long due, long elapsed) implements IncidentWhy {}

    record EstimateKept(long restored, long estimate, long given) implements IncidentWhy {}

    record EstimateMissed(long estimate, long time) implements IncidentWhy {}

    record EstimateMoved(long from, long to, long time) implements IncidentWhy {}

    record ResolvedTold(long restored, long time) implements IncidentWhy {}

    /** @param elapsed minutes since it was restored */
    record FailedAgain(long time, long elapsed) implements IncidentWhy {}

    record Apology(int number, long time) implements IncidentWhy {}

    record Blame(long time) implements IncidentWhy {}

    record RootCauseTold(long told, long hours) implements IncidentWhy {}

    record RootCauseOwed(long hours) implements IncidentWhy {}

    record Gesture(int percent, boolean asked) implements IncidentWhy {}

    record Call(long time) implements IncidentWhy {}

    /** A credit of the restoration goes back, because it failed again. */
    record TakenBack(Rule rule, long time, int applied, long again) implements IncidentWhy {}

    /** A late fact changed the derivation; {@code known} is a clause without full stop. */
    record Corrected(Rule rule, long time, int applied, String known) implements IncidentWhy {}
}
