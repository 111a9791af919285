package headsup.goodwill;

import headsup.goodwill.IncidentFacts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The clock that runs from one promised word to the next (section 4.2): words kept and broken, and silence. It runs once
 * over all changes and messages, up to T.
 */
final class PromiseClock {

    private final Course course;
    private final Drafts drafts;
    private final List<Told> told = new ArrayList<>();
    private boolean running = true;
    private boolean first = true;
    private long due;
    private Fact basis;
    private long lastCredit;

    private PromiseClock(Course course, Drafts drafts, long due) {
        this.course = course;
        this.drafts = drafts;
        this.due = due;
        this.basis = course.firstDue().basis();
    }

    /** As it went. */
    static PromiseClock spoken(Course course, Drafts drafts) {
        PromiseClock clock = new PromiseClock(course, drafts, course.firstDue().promised());
        clock.run(course.heard());
        return clock;
    }

    /** As it would have gone had nobody said anything before it was over. */
    static PromiseClock silent(Course course, Drafts drafts) {
        PromiseClock clock = new PromiseClock(course, drafts, course.firstDue().silent());
        clock.run(course.heard().stream()
                .filter(message -> message.kind() == Kind.RESOLVED)
                .toList());
        return clock;
    }

    /** Which restorations were told, in order. */
    List<Told> told() {
        return told;
    }

    /** When the next word is due, as known at T; empty when the clock is stopped. */
    OptionalLong due() {
        return running ? OptionalLong.of(due) : OptionalLong.empty();
    }

    private void run(List<Heard> messages) {
        List<Change> changes = course.changes();
        int next = 0;
        for (Heard message : messages) {
            while (next < changes.size() && changes.get(next).minute() <= message.minute()) {
                turn(changes.get(next++));
            }
            if (running) {
                hear(message);
            }
        }
        while (next < changes.size()) {
            turn(changes.get(next++));
        }
        if (running) {
            broken(course.until());
        }
    }

    private void turn(Change change) {
        long at = change.minute();
        Pace pace = course.pace(at);
        switch (change.kind()) {
            case REOPENING -> {
                if (!running) {
                    running = true;
                    first = true;
                    due = at + pace.first();
                    basis = change.fact();
                }
            }
            case WORSENING -> sooner(at + (first ? pace.first() : pace.next()), change.fact());
            case RESTORATION -> sooner(at + pace.told(), change.fact());
        }
    }

    private void sooner(long minute, Fact fact) {
        if (running && minute < due) {
            due = minute;
            basis = fact;
        }
    }

    private void hear(Heard message) {
        long at = message.minute();
        if (at > due + course.pace(due).grace()) {
            broken(at);
        }
        if (message.kind() == Kind.RESOLVED) {
            running = false;
            told.add(new Told(message, course.stretches().begunBy(at)));
            return;
        }
        boolean kept = at <= due;
        if (first) {
            firstWord(message, kept);
        } else if (kept && at - lastCredit >= course.pace(at).spacing()) {
            promiseKept(message);
        }
        renew(message);
    }

    private void broken(long until) {
        Pace pace = course.pace(due);
        long over = due + pace.grace();
        drafts.add(
                over,
                Rule.PROMISE_BROKEN,
                course.amount(Rule.PROMISE_BROKEN, due),
                new IncidentWhy.Broken(due, over),
                basis);
        int silence = course.amount(Rule.SILENCE, due);
        for (long at = due + pace.interval(); at < until; at += pace.interval()) {
            drafts.add(at, Rule.SILENCE, silence, new IncidentWhy.Silent(due, at - due), basis);
        }
    }

    private void firstWord(Heard message, boolean kept) {
        long at = message.minute();
        if (kept) {
            Why why = new IncidentWhy.FirstWord(at, due);
            drafts.add(at, Rule.FIRST_WORD, course.amount(Rule.FIRST_WORD, at), why, message.fact());
        }
        lastCredit = at;
        first = false;
    }

    private void promiseKept(Heard message) {
        long at = message.minute();
        boolean news = message.kind() == Kind.NEWS;
        Rule rule = news ? Rule.PROMISE_KEPT : Rule.PROMISE_KEPT_NO_NEWS;
        Why why = news ? new IncidentWhy.Kept(due, at) : new IncidentWhy.KeptWithoutNews(due, at);
        if (drafts.add(at, rule, course.amount(rule, at), why, message.fact(), basis)) {
            lastCredit = at;
        }
    }

    private void renew(Heard message) {
        Pace pace = course.pace(message.minute());
        Long next = message.next();
        due = next == null ? message.minute() + pace.next() : Math.min(next, message.minute() + pace.longest());
        basis = message.fact();
    }
}
