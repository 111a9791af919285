package headsup.delivery;

import headsup.audience.Contacts;
import headsup.mail.Receipt.AddressFault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What refusals say about addresses. Closed ones are believed at once, unknown ones when it is said again a day later, full
 * ones when patience is over; a relay's policy never burns an address (mail.md section 4).
 */
@ApplicationScoped
class Addresses {

    /** A contact whose letter was refused, or came back, for good. */
    record Refused(long contactId, AddressFault fault, String words) {

        private static Refused of(Claimed row, Outcome no) {
            String fault = no.reason();
            return new Refused(
                    row.contactId(),
                    fault == null ? AddressFault.NONE : AddressFault.valueOf(fault.toUpperCase(Locale.ROOT)),
                    String.valueOf(no.reply()));
        }
    }

    private final Contacts contacts;
    private final Deliveries deliveries;

    Addresses(Contacts contacts, Deliveries deliveries) {
        this.contacts = contacts;
        this.deliveries = deliveries;
    }

    /** What came of claimed rows; those that were not refused for good say nothing of an address. */
    @Transactional
    void heed(List<Claimed> rows, List<Outcome> outcomes) {
        Map<Long, Claimed> byId =
                rows.stream().collect(Collectors.toMap(Claimed::id, Function.identity(), (first, same) -> first));
        heed(outcomes.stream()
                .filter(outcome -> outcome.state() == State.REJECTED)
                .map(outcome -> Refused.of(Objects.requireNonNull(byId.get(outcome.id())), outcome))
                .toList());
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
