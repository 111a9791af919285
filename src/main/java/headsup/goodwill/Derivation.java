package headsup.goodwill;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Facts go in, entries come out, nothing else decides: the goodwill policy, sections 3 to 5. Pure; the same facts give the
 * same entries in the same order, and the entries until T are the beginning of those until any later T.
 */
final class Derivation {

    private Derivation() {}

    /**
     * The entries of one customer in one incident, in order.
     *
     * @param facts minutes within 10^8 of zero; T bounds the work: it is proportional to the facts and to T less the start
     */
    static List<DerivedEntry> derive(Policy policy, IncidentFacts facts) {
        return Course.of(policy, facts)
                .map(course -> count(course, facts, drafts(course)))
                .orElse(List.of());
    }

    /** When the next word is due as known at T; empty when nothing has begun or the last restoration was told. */
    static OptionalLong due(Policy policy, IncidentFacts facts) {
        return Course.of(policy, facts)
                .map(course -> PromiseClock.spoken(course, new Drafts()).due())
                .orElse(OptionalLong.empty());
    }

    private static List<Draft> drafts(Course course) {
        Drafts drafts = new Drafts();
        new ImpactDrafts(course, drafts).write();
        PromiseClock clock = PromiseClock.spoken(course, drafts);
        Estimates estimates = new Estimates(course, drafts);
        estimates.write();
        new Resolution(course, drafts).write(clock.told(), estimates);
        Words.write(course, drafts);
        new RootCause(course, drafts).write();
        Kindness.write(course, drafts);
        return drafts.written().stream()
                .filter(draft -> draft.minute() < course.until())
                .sorted(Draft.IN_ORDER)
                .toList();
    }

    private static List<DerivedEntry> count(Course course, IncidentFacts facts, List<Draft> drafts) {
        OneVoice oneVoice = new OneVoice(facts.otherIncidents(), course.severities());
        Tally tally = new Tally(course, oneVoice, facts.priorIncidentWithin90Days(), facts.earnedWithin90Days());
        List<DerivedEntry> entries = new ArrayList<>();
        for (Draft draft : drafts) {
            tally.count(draft).ifPresent(entries::add);
        }
        return List.copyOf(entries);
    }
}
