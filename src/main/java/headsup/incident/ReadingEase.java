package headsup.incident;

import eu.crydee.syllablecounter.SyllableCounter;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How easily English is read: Flesch, A new readability yardstick, 1948. 100 is very easy, 60 plain, 30 a journal's. */
final class ReadingEase {

    /** Below this an adult in a hurry reads twice. */
    static final int PLAIN = 45;

    /** Fewer words than these say more of chance than of style. */
    private static final int ENOUGH = 12;

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}’'-]*");
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
    private static final SyllableCounter SYLLABLES = new SyllableCounter();

    private ReadingEase() {}

    /** Empty for a text that is too short to be judged. */
    static Optional<Integer> of(String text) {
        String said = ADDRESS.matcher(text).replaceAll(" ");
        List<String> words =
                WORD.matcher(said).results().map(found -> found.group()).toList();
        int sentences = sentences(said).size();
        if (words.size() < ENOUGH || sentences == 0) {
            return Optional.empty();
        }
        long syllables = words.stream().mapToInt(ReadingEase::syllables).sum();
        double ease = 206.835 - 1.015 * words.size() / sentences - 84.6 * syllables / words.size();
        return Optional.of((int) Math.round(ease));
    }

    private static int syllables(String word) {
        // It remembers words in a plain map.
        synchronized (SYLLABLES) {
            return Math.max(1, SYLLABLES.count(word.toLowerCase(Locale.ROOT).replaceAll("[’'-]", "")));
        }
    }

    /** Those that have a word in them. */
    static List<String> sentences(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            String sentence = text.substring(start, end);
            if (WORD.matcher(sentence).find()) {
                sentences.add(sentence);
            }
        }
        return sentences;
    }
}
