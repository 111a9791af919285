package headsup.console;

import headsup.goodwill.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement as people read it, line by line: an entry stands at the time it counts from; a correction is one line at the time
 * it was booked, so behind all that it corrects, and opens to its entries. The balance runs along the lines.
 *
 * @param because the sentence of an entry, or what became known
 * @param cut what the tariff names when a cap let less count; empty when all counts
 * @param kind names the colour
 * @param parts the entries of a correction, those that take back first; none for an entry
 */
record Booked(
        Times.Moment at,
        String because,
        String cut,
        @Nullable String incident,
        String kind,
        String points,
        String balance,
        List<Booked.Part> parts) {

    /** An entry of a correction. */
    record Part(Times.Moment at, String because, String cut, String kind, String points) {}

    /** @param correction null for an entry */
    private record Item(Instant at, Statement.@Nullable Line entry, Statement.@Nullable Correction correction) {

        private boolean isCorrection() {
            return correction != null;
        }
    }

    /** Oldest first. */
    static List<Booked> of(Statement statement, Times times) {
        Map<Long, Statement.Line> byId = new HashMap<>();
        statement.entries().forEach(entry -> byId.put(entry.id(), entry));
        List<Booked> lines = new ArrayList<>();
        long balance = 0;
        for (Item item : items(statement)) {
            Statement.Line entry = item.entry();
            Statement.Correction correction = item.correction();
            if (entry != null) {
                balance += entry.points();
                lines.add(entry(entry, balance, times));
            } else if (correction != null) {
                balance += correction.points();
                List<Part> parts = correction.entries().stream()
                        .map(id -> part(Objects.requireNonNull(byId.get(id)), times))
                        .toList();
                lines.add(correction(correction, balance, parts, times));
            }
        }
        return lines;
    }

    private static List<Item> items(Statement statement) {
        Set<Long> corrected = new HashSet<>();
        statement.corrections().forEach(correction -> corrected.addAll(correction.entries()));
        List<Item> items = new ArrayList<>();
        statement.entries().stream()
                .filter(entry -> !corrected.contains(entry.id()))
                .forEach(entry -> items.add(new Item(entry.effectiveAt(), entry, null)));
        statement.corrections().forEach(one -> items.add(new Item(one.recordedAt(), null, one)));
        items.sort(Comparator.comparing(Item::at).thenComparing(Item::isCorrection));
        return items;
    }

    private static Booked entry(Statement.Line entry, long balance, Times times) {
        return new Booked(
                times.dated(entry.effectiveAt()),
                entry.because(),
                cut(entry),
                entry.incident(),
                kind(entry.points()),
                Figures.signed(entry.points()),
                Figures.of(balance),
                List.of());
    }

    private static Booked correction(Statement.Correction correction, long balance, List<Part> parts, Times times) {
        return new Booked(
                times.dated(correction.recordedAt()),
                "Corrected " + times.day(correction.recordedAt()) + ": " + correction.because(),
                "",
                correction.incident(),
                kind(correction.points()),
                Figures.signed(correction.points()),
                Figures.of(balance),
                parts);
    }

    private static Part part(Statement.Line entry, Times times) {
        return new Part(
                times.dated(entry.effectiveAt()),
                entry.because(),
                cut(entry),
                kind(entry.points()),
                Figures.signed(entry.points()));
    }

    private static String cut(Statement.Line entry) {
        return entry.points() == entry.raw() ? "" : Figures.signed(entry.raw());
    }

    private static String kind(long points) {
        return points < 0 ? "major" : points > 0 ? "operational" : "quiet";
    }
}
