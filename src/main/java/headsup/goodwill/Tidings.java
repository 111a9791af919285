package headsup.goodwill;

import headsup.goodwill.RelationshipFact.GoodNews;
import headsup.goodwill.RelationshipFact.Prevented;
import headsup.goodwill.RelationshipFact.Struck;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What we wrote unasked: notes on problems that were fixed before they hit, and good news (G2 to G5). Each note and each good
 * news of the last 90 days counts towards the next one's rank, whether it was worth points or not; the fourth and later ones
 * are entries of 0, without a cap (section 11, rule 10).
 */
final class Tidings {

    private static final long NINETY_DAYS = 129_600;
    private static final long THIRTY_DAYS = 43_200;
    private static final List<Integer> NOTES = List.of(5, 3, 1);
    private static final List<Integer> NEWS = List.of(3, 2, 1);

    private Tidings() {}

    static void write(List<Known<Happening>> happenings, Cases cases, Drafts drafts) {
        Recent notes = new Recent(NINETY_DAYS);
        Recent news = new Recent(NINETY_DAYS);
        Set<Integer> failed = new HashSet<>();
        for (Known<Happening> known : happenings) {
            long at = known.minute();
            Fact fact = Fact.happening(known.index());
            switch (known.row().what()) {
                case Prevented(var problem) ->
                    drafts.addEvenIfNothing(
                            at,
                            Rule.PREVENTION_NOTE,
                            ranked(NOTES, notes.then(at)),
                            new RelationshipWhy.PreventionNote(problem),
                            fact);
                case Struck struck ->
                    note(happenings, known)
                            .filter(note -> at - note.minute() <= THIRTY_DAYS && failed.add(note.index()))
                            .ifPresent(note -> fail(note, at, fact, drafts));
                case GoodNews(var title) -> {
                    Optional<String> open = open(known, cases);
                    if (open.isPresent()) {
                        Why why = new RelationshipWhy.GoodNewsIllTimed(open.get());
                        drafts.add(at, Rule.GOOD_NEWS_ILL_TIMED, -2, why, fact);
                    } else {
                        int raw = ranked(NEWS, news.then(at));
                        drafts.addEvenIfNothing(at, Rule.GOOD_NEWS, raw, new RelationshipWhy.GoodNews(title), fact);
                    }
                }
                case RelationshipFact others -> {}
            }
        }
    }

    private static void fail(Known<Happening> note, long at, Fact struck, Drafts drafts) {
        String problem = ((Prevented) note.row().what()).problem();
        Fact noted = Fact.happening(note.index());
        drafts.add(
                at,
                Rule.PREVENTION_FAILED,
                -5,
                new RelationshipWhy.PreventionFailed(problem, note.minute()),
                struck,
                noted);
        drafts.addReversal(
                at,
                new RelationshipWhy.TakenBack(Rule.PREVENTION_NOTE, note.minute(), 0, "it struck after all"),
                noted,
                struck);
    }

    private static Optional<Known<Happening>> note(List<Known<Happening>> happenings, Known<Happening> struck) {
        Integer about = struck.row().about();
        return happenings.stream()
                .filter(h -> about != null && h.index() == about && h.row().what() instanceof Prevented)
                .filter(h -> h.minute() <= struck.minute())
                .findFirst();
    }

    private static Optional<String> open(Known<Happening> news, Cases cases) {
        String incident = news.row().incident();
        return incident != null ? Optional.of(incident) : cases.openAt(news.minute());
    }

    private static int ranked(List<Integer> points, int before) {
        return before < points.size() ? points.get(before) : 0;
    }
}
