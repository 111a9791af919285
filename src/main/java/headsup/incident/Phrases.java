package headsup.incident;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of phrases that is looked for in the words of a sentence. In a phrase an asterisk stands for any letters at the
 * beginning or the end of a word; case and accents don't count, an apostrophe or a hyphen parts two words.
 *
 * @param phrases each as its words
 */
record Phrases(List<List<String>> phrases) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}*]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    Phrases {
        phrases = phrases.stream().map(List::copyOf).toList();
    }

    /** Comma-separated. @throws IllegalArgumentException for one without a letter, or an asterisk in the middle of a word */
    static Phrases of(String list) {
        List<List<String>> phrases = new ArrayList<>();
        for (String phrase : list.split(",", -1)) {
            List<String> words = words(phrase);
            if (words.isEmpty() && !phrase.isBlank() || words.contains("*")) {
                throw new IllegalArgumentException("“" + phrase.strip() + "” is no phrase");
            }
            for (String word : words) {
                if (word.length() > 2 && word.substring(1, word.length() - 1).contains("*")) {
                    throw new IllegalArgumentException("“" + phrase.strip() + "” has an asterisk inside a word");
                }
            }
            if (!words.isEmpty()) {
                phrases.add(words);
            }
        }
        return new Phrases(phrases);
    }

    Phrases and(Phrases more) {
        List<List<String>> all = new ArrayList<>(phrases);
        all.addAll(more.phrases);
        return new Phrases(all);
    }

    /** Small letters without accents, in the order of the text. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(plain(text));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static String plain(String text) {
        String apart = Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFD);
        return MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** How many words the longest phrase has that begins at this place; 0 for none. */
    int at(List<String> words, int place) {
        int longest = 0;
        for (List<String> phrase : phrases) {
            if (phrase.size() > longest && begins(phrase, words, place)) {
                longest = phrase.size();
            }
        }
        return longest;
    }

    /** Where phrases begin, from this place to before that one. */
    List<Integer> places(List<String> words, int from, int to) {
        List<Integer> found = new ArrayList<>();
        for (int place = Math.max(0, from); place < Math.min(to, words.size()); place++) {
            if (at(words, place) > 0) {
                found.add(place);
            }
        }
        return found;
    }

    boolean isIn(List<String> words, int from, int to) {
        return !places(words, from, to).isEmpty();
    }

    private static boolean begins(List<String> phrase, List<String> words, int place) {
        if (place < 0 || place + phrase.size() > words.size()) {
            return false;
        }
        for (int i = 0; i < phrase.size(); i++) {
            if (!fits(phrase.get(i), words.get(place + i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String pattern, String word) {
        boolean open = pattern.startsWith("*");
        boolean goesOn = pattern.endsWith("*");
        if (!open && !goesOn) {
            return pattern.equals(word);
        }
        String core = pattern.substring(open ? 1 : 0, pattern.length() - (goesOn ? 1 : 0));
        return open && goesOn ? word.contains(core) : open ? word.endsWith(core) : word.startsWith(core);
    }
}
