package headsup.delivery;

import headsup.audience.Contacts;
import headsup.mail.Receipt;
import headsup.mail.Receipt.AddressFault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * What refusals say about addresses. Closed ones are believed at once, unknown ones when it is said again a day later, full
 * ones when patience is over; a relay's policy never burns an address (mail.md section 4).
 */
@ApplicationScoped
class Addresses {

    /** A contact whose letter was refused, or came back, for good. */
    record Refused(long contactId, AddressFault fault, String words) {
        Refused(long contactId, Receipt.Rejected rejected) {
            this(contactId, rejected.fault(), rejected.reply());
        }
    }

    private final Contacts contacts;
    private final Deliveries deliveries;

    Addresses(Contacts contacts, Deliveries deliveries) {
        this.contacts = contacts;
        this.deliveries = deliveries;
    }

    @Transactional
    void heed(List<Refused> refused) {
        List<Long> doubtful = refused.stream()
                .filter(r -> r.fault() == AddressFault.UNKNOWN_USER)
                .map(Refused::contactId)
                .toList();
        List<Long> confirmed = doubtful.isEmpty() ? List.of() : deliveries.unknownForADay(doubtful);
        for (Refused one : refused) {
            boolean gone =
                    switch (one.fault()) {
                        case CLOSED, FULL -> true;
                        case UNKNOWN_USER -> confirmed.contains(one.contactId());
                        case NONE -> false;
                    };
            if (gone) {
                contacts.quarantine(List.of(one.contactId()), one.words());
            }
        }
    }
}
