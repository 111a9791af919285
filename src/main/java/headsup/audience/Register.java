package headsup.audience;

import headsup.catalog.Components;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Finds customers, many at a time: first their ids in order, then everything about those ids in four questions. */
@ApplicationScoped
class Register {

    /** A band is asked for in steps of so many, of which tag and component may leave few. */
    private static final int BAND_STEP = 1_000;

    private final Session database;
    private final Components catalog;
    private final Instance<Standing> standing;

    Register(Session database, Components catalog, Instance<Standing> standing) {
        this.database = database;
        this.catalog = catalog;
        this.standing = standing;
    }

    List<Profile> profiles(Collection<Long> ids) {
        return database.createSelectionQuery("from Customer where id in :ids order by id", Customer.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(Customer::profile)
                .toList();
    }

    /** Ids after {@code after}, ascending, at most {@code most}. */
    List<Long> ids(Customers.Filter asked, long after, int most) {
        Proofreader proofreader = new Proofreader();
        String text = proofreader.name("q", asked.text());
        String tag = asked.tag() == null ? null : proofreader.tag("tag", asked.tag());
        String component = asked.component() == null
                ? null
                : new ComponentNames(catalog.inPageOrder()).id("component", asked.component(), proofreader);
        proofreader.refuseFaults();
        Asked wanted = new Asked(
                text == null ? "" : pattern(text),
                Objects.requireNonNullElse(tag, ""),
                Objects.requireNonNullElse(component, ""));
        return asked.band() == null ? matching(wanted, after, null, most) : inBand(asked.band(), wanted, after, most);
    }

    /** Empty parts ask for nothing. */
    private record Asked(String pattern, String tag, String component) {}

    /** Domains are kept in ASCII. */
    private static String pattern(String text) {
        String known = text.indexOf('@') > 0 && Address.fault(text) == null ? Address.canonical(text) : text;
        return "%" + known.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** Either the words leave few, whose band is asked; or they leave many, and the band is gone through. */
    private List<Long> inBand(String band, Asked asked, long after, int most) {
        if (!standing.isResolvable()) {
            throw Refusal.field("band", "can't be asked for: no accounts are kept here");
        }
        if (!asked.pattern().isEmpty()) {
            List<Long> few = matching(asked, after, null, BAND_STEP);
            if (few.size() < BAND_STEP) {
                return standing.get().inBand(band, few).stream().limit(most).toList();
            }
        }
        List<Long> found = new ArrayList<>();
        long last = after;
        while (found.size() < most) {
            List<Long> step = standing.get().customersInBand(band, last, BAND_STEP);
            if (!step.isEmpty()) {
                found.addAll(matching(asked, last, step, most - found.size()));
                last = step.get(step.size() - 1);
            }
            if (step.size() < BAND_STEP) {
                break;
            }
        }
        return found;
    }

    private static final String REST = """
             AND c.id > :after AND c.erased_at IS NULL
             AND (:tag = '' OR EXISTS (SELECT 1 FROM customer_tag t WHERE t.customer_id = c.id AND t.tag = :tag))
             AND (:component = '' OR EXISTS (SELECT 1 FROM customer_component d
                   WHERE d.customer_id = c.id AND d.component_id = :component))
             AND (:all OR c.id = ANY (:among))
           ORDER BY c.id LIMIT :most""";

    private static final String ALL = "SELECT c.id FROM customer c WHERE true " + REST;

    /** Of each kind no more than are asked for. The expressions are those of the indexes, to the letter. */
    private static final String WORDS = """
            SELECT id FROM (
              (SELECT c.id FROM customer c WHERE (lower(c.ref) || ' ' || lower(c.name)) LIKE lower(CAST(:pattern AS text))\s""" + REST + """
              ) UNION (
              SELECT DISTINCT c.id FROM contact k JOIN customer c ON c.id = k.customer_id
               WHERE (lower(k.email) || ' ' || lower(coalesce(k.name, ''))) LIKE lower(CAST(:pattern AS text)) AND k.removed_at IS NULL AND k.customer_id > :after\s""" + REST + """
              )) AS found ORDER BY id LIMIT :most""";

    private List<Long> matching(Asked asked, long after, @Nullable List<Long> among, int most) {
        NativeQuery<Long> query = asked.pattern().isEmpty()
                ? database.createNativeQuery(ALL, Long.class)
                : byWords().createNativeQuery(WORDS, Long.class).setParameter("pattern", asked.pattern());
        return query.setParameter("after", after)
                .setParameter("tag", asked.tag())
                .setParameter("component", asked.component())
                .setParameter("all", among == null)
                .setParameter("among", among == null ? new Long[0] : among.toArray(Long[]::new))
                .setParameter("most", most)
                .getResultList();
    }

    /** A plan made for any words goes through all customers in their order; only one made for these knows how rare they are. */
    private Session byWords() {
        database.createNativeQuery("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)", String.class)
                .getSingleResult();
        return database;
    }
}
