package headsup.delivery;

import headsup.kernel.Deed;
import headsup.kernel.Refusal;
import headsup.mail.Letters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.OptionalLong;
import org.hibernate.Session;

/** A customer says that a letter its relay took never arrived. */
@ApplicationScoped
public class Disputes {

    private static final String REASON = "disputed";

    private final Session database;
    private final Deliveries deliveries;
    private final Event<Deed> done;

    Disputes(Session database, Deliveries deliveries, Event<Deed> done) {
        this.database = database;
        this.deliveries = deliveries;
        this.done = done;
    }

    /**
     * Believes the customer: the delivery counts as bounced, the address is not held against anybody, the books follow.
     *
     * @param code of the delivery, as letters carry it
     * @param note who said so
     * @throws Refusal {@code not_found} for a delivery of another incident or of none; {@code illegal_transition} when no
     *     relay took it
     */
    @Transactional
    public void dispute(String incidentId, String code, String note) {
        OptionalLong id = Letters.delivery(code);
        boolean known = id.isPresent()
                && database.createNativeQuery(
                                "SELECT EXISTS (SELECT FROM delivery WHERE id = :id AND incident_id = :incident)",
                                Boolean.class)
                        .setParameter("id", id.getAsLong())
                        .setParameter("incident", incidentId)
                        .getSingleResult();
        if (!known) {
            throw Refusal.of(Refusal.Code.NOT_FOUND, "There is no such delivery in this incident.");
        }
        if (deliveries
                .hearLater(id.getAsLong(), State.BOUNCED, REASON, "disputed: " + note)
                .isEmpty()) {
            throw Refusal.illegalTransition("Only a letter that a relay took can be disputed, and once.");
        }
        done.fire(new Deed("delivery.disputed", code, "incident " + incidentId));
    }
}
