package headsup.goodwill;

import headsup.incident.Impact;

/** What the impact itself costs: R1 and R2 (section 4.1). */
final class ImpactDrafts {

    private final Course course;
    private final Drafts drafts;

    ImpactDrafts(Course course, Drafts drafts) {
        this.course = course;
        this.drafts = drafts;
    }

    void write() {
        Impact worst = Impact.NONE;
        for (Level step : course.severities().steps()) {
            if (step.severity().isWorseThan(worst)) {
                onset(step, worst);
                worst = step.severity();
            }
        }
        for (Stretch stretch : course.stretches().inOrder()) {
            durations(stretch);
        }
    }

    private void onset(Level step, Impact before) {
        int paid = course.policy().amount(Rule.IMPACT_ONSET, before);
        int raw = course.policy().amount(Rule.IMPACT_ONSET, step.severity()) - paid;
        Why why = new IncidentWhy.Onset(step.severity(), step.minute());
        drafts.add(step.minute(), Rule.IMPACT_ONSET, raw, why, step.fact());
    }

    /** Cuts the stretch at its steps; the count starts afresh at each piece. */
    private void durations(Stretch stretch) {
        Level from = course.severities().step(stretch.start());
        long start = stretch.start();
        for (Level step : course.severities().inside(stretch.start(), stretch.end())) {
            piece(start, step.minute(), from);
            start = step.minute();
            from = step;
        }
        piece(start, Math.min(stretch.end(), course.until()), from);
    }

    private void piece(long start, long end, Level level) {
        long every = course.policy().pace(level.severity()).every();
        int amount = course.policy().amount(Rule.IMPACT_DURATION, level.severity());
        for (long minute = start + every; minute <= end; minute += every) {
            Why why = new IncidentWhy.Lasting(every, level.severity(), minute);
            drafts.add(minute, Rule.IMPACT_DURATION, amount, why, level.fact());
        }
    }
}
