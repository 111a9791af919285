package headsup.incident;

import headsup.incident.Hint.Code;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what could be said better about words that are not out yet, and what blaming others would cost. */
@ApplicationScoped
public class DraftHints {

    private final Incidents incidents;
    private final Headcount headcount;
    private final Foresight foresight;
    private final Terms terms;
    private final BlameJudge judge;

    DraftHints(Incidents incidents, Headcount headcount, Foresight foresight, Terms terms, BlameJudge judge) {
        this.incidents = incidents;
        this.headcount = headcount;
        this.foresight = foresight;
        this.terms = terms;
        this.judge = judge;
    }

    /** On the first words of an incident that would reach these. */
    @Transactional
    public List<Hint> onDeclaration(Words words, Reach reach) {
        return on(words, List.of(), () -> {
            Impact impact = words.impact() == null ? Incident.impactOf(words.components()) : words.impact();
            return price(
                    terms.blame(terms.inForce(), impact),
                    foresight
                            .of(words.components().keySet(), reach, Visibility.of(reach))
                            .customers());
        });
    }

    /** On the words that announce a maintenance: what is said before it begins costs nothing. */
    @Transactional
    public List<Hint> onAnnouncement(Words words) {
        return on(words, List.of(), () -> "");
    }

    /**
     * On the next words of an incident, or of a maintenance.
     *
     * @throws headsup.kernel.Refusal {@code not_found}
     */
    @Transactional
    public List<Hint> onUpdate(String id, Words words) {
        Incident incident = incidents.get(id);
        List<String> before = incident.updates().stream().map(Update::body).toList();
        return on(words, before, () -> price(incident, words));
    }

    /**
     * What it would cost that the next words of an incident, or of a maintenance, blame others; empty when they don't, and when it
     * costs nothing.
     *
     * @throws headsup.kernel.Refusal {@code not_found}
     */
    @Transactional
    public Optional<Hint> priceOfBlame(String id, Words words) {
        Incident incident = incidents.get(id);
        String price = judge.isBlaming(words) ? price(incident, words) : "";
        return price.isEmpty() ? Optional.empty() : Optional.of(blame(price));
    }

    private static Hint blame(String price) {
        return new Hint(
                Code.BLAME,
                "This puts it on somebody else. To your customers it is your service: say what you do about it."
                        + price);
    }

    private interface Price {
        String sentence();
    }

    private List<Hint> on(Words words, List<String> before, Price price) {
        List<Hint> hints =
                new ArrayList<>(Hints.on(words.message(), !words.status().isOpen(), before));
        if (judge.isBlaming(words)) {
            hints.add(blame(price.sentence()));
        }
        return hints;
    }

    /** A root cause is no message in the books, and what is said of a maintenance before it begins is none yet. */
    private String price(Incident incident, Words words) {
        if (words.kind() == Update.Kind.ROOT_CAUSE || incident.status() == Status.SCHEDULED) {
            return "";
        }
        boolean again = incident.updates().stream()
                .anyMatch(update -> update.blame() && update.kind() != Update.Kind.ROOT_CAUSE);
        if (again) {
            return " An earlier update does so, too: whoever got that one is charged no second time.";
        }
        Impact impact = incident.kind() == Kind.MAINTENANCE && !incident.impactStated()
                ? Impact.MAJOR
                : incident.impactAfter(words);
        return price(terms.blame(incident.policy(), impact), headcount.affectedBy(incident));
    }

    private static String price(int points, long customers) {
        return points == 0
                ? ""
                : " Left as it is, it costs \u2212" + -points + " per customer, "
                        + (customers == 1 ? "1 customer." : customers + " customers.");
    }
}
