package headsup.audience;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a mailbox, as their own page knows them: they may be a contact of several customers, and have asked for mail on
 * the public page besides.
 *
 * @param contact the one whose token was shown
 * @param contacts all at the same address that are still written to, this one included
 * @param customers those they are a contact of
 * @param subscription what they asked for on the public page
 * @param subscriptionToken of the contact that holds it; null without one
 * @param zoneKnown whether the time zone is theirs, rather than the one we begin with
 */
public record Person(
        Contacts.Addressee contact,
        List<Contacts.Addressee> contacts,
        List<Profile> customers,
        Optional<Subscribers.Kept> subscription,
        @Nullable String subscriptionToken,
        boolean zoneKnown) {

    public List<Long> contactIds() {
        return contacts.stream().map(Contacts.Addressee::id).toList();
    }

    /** Whether emails go to them as a contact of any customer. */
    public boolean isWrittenTo() {
        return contacts.stream().anyMatch(one -> one.customerId() != null && one.unsubscribedAt() == null);
    }

    /** Whether a customer they belong to wants emails; else all of them read on the page alone. */
    public boolean mayHaveMail() {
        return customers.stream().anyMatch(customer -> customer.channel() == Profile.Channel.EMAIL);
    }
}
