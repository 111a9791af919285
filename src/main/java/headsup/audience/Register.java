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
        String tag = asked.tag() == null ? null : proofreader.tag("tag", asked.tag());
        String component = asked.component() == null
                ? null
                : new ComponentNames(catalog.inPageOrder()).id("component", asked.component(), proofreader);
        proofreader.refuseFaults();
        return asked.band() == null
                ? matching(tag, component, after, null, most)
                : inBand(asked.band(), tag, component, after, most);
    }

    private List<Long> inBand(String band, @Nullable String tag, @Nullable String component, long after, int most) {
        if (!standing.isResolvable()) {
            throw Refusal.field("band", "can't be asked for: no accounts are kept here");
        }
        List<Long> found = new ArrayList<>();
        long last = after;
        while (found.size() < most) {
            List<Long> step = standing.get().customersInBand(band, last, BAND_STEP);
            if (!step.isEmpty()) {
                found.addAll(matching(tag, component, last, step, most - found.size()));
                last = step.get(step.size() - 1);
            }
            if (step.size() < BAND_STEP) {
                break;
            }
        }
        return found;
    }

    private List<Long> matching(
            @Nullable String tag, @Nullable String component, long after, @Nullable List<Long> among, int most) {
        return database.createNativeQuery("""
                        SELECT c.id FROM customer c WHERE c.id > :after AND c.erased_at IS NULL
                           AND (:tag = '' OR EXISTS (SELECT 1 FROM customer_tag t WHERE t.customer_id = c.id AND t.tag = :tag))
                           AND (:component = '' OR EXISTS (SELECT 1 FROM customer_component d
                                 WHERE d.customer_id = c.id AND d.component_id = :component))
                           AND (:all OR c.id = ANY (:among))
                         ORDER BY c.id LIMIT :most""", Long.class)
                .setParameter("after", after)
                .setParameter("tag", Objects.requireNonNullElse(tag, ""))
                .setParameter("component", Objects.requireNonNullElse(component, ""))
                .setParameter("all", among == null)
                .setParameter("among", among == null ? new Long[0] : among.toArray(Long[]::new))
                .setParameter("most", most)
                .getResultList();
    }
}
