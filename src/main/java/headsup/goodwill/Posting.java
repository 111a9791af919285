package headsup.goodwill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be booked so that the standing entries of one customer in one incident are again its derivation (section 6).
 * Reversals come first, then new entries, both in derived order; each has a key that is the same whenever and wherever it is
 * computed, so a replay books nothing twice.
 *
 * @param reversals late-fact X1: raw and applied are minus those of the entry they reverse, also if 0
 * @param bookings derived entries that have no standing one
 */
record Posting(List<Reversal> reversals, List<Booking> bookings) {

    /** A standing entry is taken back, effective at its own minute. */
    record Reversal(Standing of) {
        int raw() {
            return -of.raw();
        }

        int applied() {
            return -of.applied();
        }

        /** Within incident and customer. */
        String key() {
            return "x" + of.key();
        }
    }

    /** A derived entry is posted, effective at its own minute. */
    record Booking(Slot slot, int rev, DerivedEntry entry) {

        /** Within incident and customer. */
        String key() {
            return slot.key(rev);
        }

        Standing standing() {
            return new Standing(slot, rev, entry.raw(), entry.applied(), entry.cap());
        }
    }

    /**
     * The difference between the books and the derivation.
     *
     * @param standing the entries posted and not taken back by a late fact, one per slot
     * @param reversed how many entries of a slot were reversed so far; absent = none
     */
    static Posting between(List<Standing> standing, Map<Slot, Integer> reversed, List<DerivedEntry> derived) {
        List<Slot> slots = Slot.of(derived);
        Map<Slot, DerivedEntry> wanted = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            wanted.put(slots.get(i), derived.get(i));
        }
        List<Reversal> reversals = new ArrayList<>();
        Set<Slot> kept = new HashSet<>();
        Map<Slot, Integer> revs = new HashMap<>(reversed);
        for (Standing entry : standing.stream().sorted(Standing.IN_ORDER).toList()) {
            DerivedEntry now = wanted.get(entry.slot());
            if (now != null && entry.agreesWith(now)) {
                kept.add(entry.slot());
            } else {
                reversals.add(new Reversal(entry));
                revs.merge(entry.slot(), 1, Integer::sum);
            }
        }
        List<Booking> bookings = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (!kept.contains(slot)) {
                bookings.add(new Booking(slot, revs.getOrDefault(slot, 0), derived.get(i)));
            }
        }
        return new Posting(List.copyOf(reversals), List.copyOf(bookings));
    }

    /**
     * The correction of what was booked, apart from what is only due now: what is taken back, and what belongs to minutes that
     * were booked. Empty when nothing is taken back.
     *
     * @param bookedTo the minute up to which the books were brought
     */
    Posting correction(long bookedTo) {
        return reversals.isEmpty()
                ? new Posting(List.of(), List.of())
                : new Posting(
                        reversals,
                        bookings.stream()
                                .filter(booking -> booking.slot().minute() < bookedTo)
                                .toList());
    }

    /** What is left beside its {@link #correction}. */
    Posting ordinary(long bookedTo) {
        return reversals.isEmpty()
                ? this
                : new Posting(
                        List.of(),
                        bookings.stream()
                                .filter(booking -> booking.slot().minute() >= bookedTo)
                                .toList());
    }

    boolean isEmpty() {
        return reversals.isEmpty() && bookings.isEmpty();
    }

    /** The earliest minute at which it counts; it must not be empty. */
    long earliest() {
        return Stream.concat(
                        reversals.stream().map(reversal -> reversal.of().slot()),
                        bookings.stream().map(Booking::slot))
                .mapToLong(Slot::minute)
                .min()
                .orElseThrow();
    }

    int lines() {
        return reversals.size() + bookings.size();
    }

    /** What it does to the balance. */
    int total() {
        return reversals.stream().mapToInt(Reversal::applied).sum()
                + bookings.stream()
                        .mapToInt(booking -> booking.entry().applied())
                        .sum();
    }
}
