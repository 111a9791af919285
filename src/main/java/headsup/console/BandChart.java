package headsup.console;

import headsup.goodwill.BandDays;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many accounts stood in each band, day by day: a column for each day, the overdrawn at its foot. Drawn as one path for
 * each band, in a square that the page stretches; colours are the stylesheet's.
 *
 * @param most accounts, the height of the whole
 * @param days the same as a table, newest first
 * @param words the same for who can't see it
 */
record BandChart(
        List<BandChart.Layer> layers, String most, String from, String until, List<BandChart.Row> days, String words) {

    static final int SIDE = 1000;

    /** Of a column's width; the rest is the gap. */
    private static final double FILLED = 0.8;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    /** @param kind names the colour */
    record Layer(String kind, String word, String number, String path) {}

    record Row(String day, String overdrawn, String thin, String fair, String strong, String unknown) {}

    private record Band(String kind, String word, ToLongFunction<BandDays.Day> number) {}

    /** From the foot up. */
    private static final List<Band> BANDS = List.of(
            new Band("overdrawn", "Overdrawn", BandDays.Day::overdrawn),
            new Band("thin", "Thin", BandDays.Day::thin),
            new Band("fair", "Fair", BandDays.Day::fair),
            new Band("strong", "Strong", BandDays.Day::strong),
            new Band("unknown", "Not known yet", BandDays.Day::unknown));

    /** Null while there is nothing to draw. */
    static @Nullable BandChart of(List<BandDays.Day> days) {
        long most = days.stream().mapToLong(BandChart::all).max().orElse(0);
        if (most == 0) {
            return null;
        }
        BandDays.Day last = days.get(days.size() - 1);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < BANDS.size(); i++) {
            Band band = BANDS.get(i);
            layers.add(new Layer(
                    band.kind(), band.word(), Figures.of(band.number().applyAsLong(last)), path(days, i, most)));
        }
        LocalDate first = last.day().minusDays(BandDays.DAYS - 1);
        return new BandChart(
                layers,
                Figures.of(most),
                DAY.format(first),
                DAY.format(last.day()),
                days.reversed().stream().map(BandChart::row).toList(),
                words(days.get(0), last));
    }

    private static long all(BandDays.Day day) {
        return BANDS.stream().mapToLong(band -> band.number().applyAsLong(day)).sum();
    }

    private static String path(List<BandDays.Day> days, int layer, long most) {
        LocalDate first = days.get(days.size() - 1).day().minusDays(BandDays.DAYS - 1);
        StringBuilder path = new StringBuilder();
        double width = (double) SIDE / BandDays.DAYS;
        for (BandDays.Day day : days) {
            long below = 0;
            for (int i = 0; i < layer; i++) {
                below += BANDS.get(i).number().applyAsLong(day);
            }
            long here = BANDS.get(layer).number().applyAsLong(day);
            if (here > 0) {
                double left = width * (day.day().toEpochDay() - first.toEpochDay());
                path.append(String.format(
                        Locale.ROOT,
                        "M%.1f %.1fh%.1fv%.1fh-%.1fz",
                        left,
                        SIDE - (double) below * SIDE / most,
                        width * FILLED,
                        -(double) here * SIDE / most,
                        width * FILLED));
            }
        }
        return path.toString();
    }

    private static Row row(BandDays.Day day) {
        return new Row(
                DAY.format(day.day()),
                Figures.of(day.overdrawn()),
                Figures.of(day.thin()),
                Figures.of(day.fair()),
                Figures.of(day.strong()),
                Figures.of(day.unknown()));
    }

    private static String words(BandDays.Day first, BandDays.Day last) {
        String now = "Overdrawn " + Figures.of(last.overdrawn()) + ", thin " + Figures.of(last.thin()) + ", fair "
                + Figures.of(last.fair()) + ", strong " + Figures.of(last.strong()) + ", not known yet "
                + Figures.of(last.unknown());
        return first.day().equals(last.day())
                ? now + "."
                : now + "; on " + DAY.format(first.day()) + " overdrawn " + Figures.of(first.overdrawn()) + ", thin "
                        + Figures.of(first.thin()) + ".";
    }
}
