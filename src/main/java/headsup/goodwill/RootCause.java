package headsup.goodwill;

/** Whether the root cause was told, and when: R15 and R16 (section 4.6). */
final class RootCause {

    private static final long HOUR = 60;

    private final Course course;
    private final Drafts drafts;

    RootCause(Course course, Drafts drafts) {
        this.course = course;
        this.drafts = drafts;
    }

    void write() {
        Horizons horizons = course.policy().horizons();
        Stretch last = course.stretches().last();
        Long told = course.rootCause();
        if (told != null && (!last.isOver() || told <= last.end() + horizons.cause())) {
            Why why = new IncidentWhy.RootCauseTold(told, horizons.cause() / HOUR);
            drafts.add(told, Rule.ROOT_CAUSE_TOLD, amount(Rule.ROOT_CAUSE_TOLD, told), why, Fact.ROOT_CAUSE);
        }
        if (last.isOver()) {
            owed(last, horizons.cause());
            owed(last, horizons.owed());
        }
    }

    private void owed(Stretch last, long within) {
        long over = last.end() + within;
        Long told = course.rootCause();
        if (told == null || told > over) {
            Why why = new IncidentWhy.RootCauseOwed(within / HOUR);
            drafts.add(over, Rule.ROOT_CAUSE_OWED, amount(Rule.ROOT_CAUSE_OWED, last.end()), why, last.fact());
        }
    }

    private int amount(Rule rule, long minute) {
        return course.policy().amount(rule, course.severities().worst(minute));
    }
}
