package headsup.console;

import headsup.goodwill.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The balance over time as a line of steps. Our own, because the libraries draw for paper: fixed colours and inline styles,
 * which the console's content policy refuses, and letters as outlines, 23 to 160 KB for forty points. Here the stylesheet has
 * the colours, and heights are percentages, so that the line stretches with the page and its labels don't.
 *
 * @param path in a square of {@link #SIDE}, stretched to the frame
 * @param zero how far down the balance of 0 is; {@code below} is what is left under it
 * @param end how far down the line ends
 * @param words the same for who can't see it
 */
record BalanceChart(
        String path,
        String zero,
        String below,
        String end,
        List<BalanceChart.Level> levels,
        Times.Moment from,
        Times.Moment until,
        String words) {

    static final int SIDE = 1000;

    private static final int MOST_LEVELS = 4;
    private static final Comparator<Statement.Line> BY_BALANCE = Comparator.comparingLong(Statement.Line::balance);

    /** A line across with its label. */
    record Level(String at, String label, boolean zero) {}

    /** Between two balances, both on a level. */
    private record Frame(long low, long high, long step) {

        static Frame around(long low, long high) {
            long step = 1;
            for (int i = 0; !new Frame(low, high, step).isEasy(); i++) {
                step = i % 3 == 1 ? step / 2 * 5 : step * 2;
            }
            long top = Math.ceilDiv(high, step) * step;
            long bottom = Math.floorDiv(low, step) * step;
            return new Frame(bottom, top == bottom ? top + step : top, step);
        }

        private boolean isEasy() {
            return Math.ceilDiv(high, step) - Math.floorDiv(low, step) <= MOST_LEVELS;
        }

        private int down(long balance) {
            return Math.toIntExact((high - balance) * SIDE / (high - low));
        }

        private String share(long points) {
            return String.format(Locale.ROOT, "%.1f%%", points * 100.0 / (high - low));
        }
    }

    /** @param until where the line ends; null with less than two entries: a line needs a way */
    static @Nullable BalanceChart of(Statement statement, Instant until, Times times) {
        List<Statement.Line> entries = statement.entries();
        if (entries.size() < 2) {
            return null;
        }
        Statement.Line lowest = Collections.min(entries, BY_BALANCE);
        Statement.Line highest = Collections.max(entries, BY_BALANCE);
        Frame frame = Frame.around(Math.min(0, lowest.balance()), Math.max(0, highest.balance()));
        Instant from = entries.get(0).effectiveAt();
        Instant last = entries.get(entries.size() - 1).effectiveAt();
        Instant to = until.isAfter(last) ? until : last;
        return new BalanceChart(
                path(entries, frame, from, to),
                frame.share(frame.high()),
                frame.share(-frame.low()),
                frame.share(frame.high() - statement.balance()),
                levels(frame),
                times.dated(from),
                times.dated(to),
                "Lowest " + stands(lowest, times) + ", highest " + stands(highest, times) + ", at the end "
                        + Figures.of(statement.balance()) + ".");
    }

    private static String stands(Statement.Line entry, Times times) {
        return Figures.of(entry.balance()) + " on "
                + times.dated(entry.effectiveAt()).text();
    }

    /** From 0, a step wherever the balance changed. Of what falls on one point across, the extremes and the last are drawn. */
    private static String path(List<Statement.Line> entries, Frame frame, Instant from, Instant to) {
        long minutes = Math.max(1, Duration.between(from, to).toMinutes());
        NavigableMap<Integer, List<Integer>> steps = new TreeMap<>();
        for (Statement.Line entry : entries) {
            long after = Duration.between(from, entry.effectiveAt()).toMinutes();
            steps.computeIfAbsent((int) (after * SIDE / minutes), across -> new ArrayList<>())
                    .add(frame.down(entry.balance()));
        }
        StringBuilder path = new StringBuilder("M0 " + frame.down(0));
        steps.forEach((across, downs) -> {
            if (across > 0) {
                path.append('H').append(across);
            }
            if (downs.size() > 2) {
                path.append('V').append(Collections.min(downs));
                path.append('V').append(Collections.max(downs));
            }
            path.append('V').append(downs.get(downs.size() - 1));
        });
        return path.append('H').append(SIDE).toString();
    }

    private static List<Level> levels(Frame frame) {
        List<Level> levels = new ArrayList<>();
        for (long balance = frame.high(); balance >= frame.low(); balance -= frame.step()) {
            String label = Figures.of(balance);
            boolean lowest = balance == frame.low() && balance < 0;
            levels.add(new Level(
                    frame.share(frame.high() - balance), lowest ? label + ", overdrawn" : label, balance == 0));
        }
        return levels;
    }
}
