package headsup.goodwill;

/**
 * The limits of an incident at one worst severity, in points (section 2).
 *
 * @param duration D: the impact's duration never costs more
 * @param silence C: broken promises and silence never cost more
 * @param update U: kept updates never earn more
 * @param ceiling E: no credit lifts the incident above this
 * @param gesture G: gestures never earn more
 */
record Limits(int duration, int silence, int update, int ceiling, int gesture) {}
