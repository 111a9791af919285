package headsup.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Judges whether a text names somebody else as the cause without owning it (goodwill policy, R14). A pure function of the
 * text and the word lists: no clock, no database. A text is judged by the lists of every language, because nobody says in
 * which one it is written.
 *
 * <p>Somebody else is accused when a sentence says so outright, when what causes it leads to them, or when they, or something
 * of theirs, is said to have failed. It is owned when the text apologises, says that it was us, or says what we do about it.
 */
final class Blame {

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;:]+(?=\\s|$)|\\n+|\\u2026");
    /** Who acts and what they do stand in one clause: “once he has mended it, we will tell you” is no act of ours. */
    private static final Pattern CLAUSE_END = Pattern.compile("[.!?;:,]+(?=\\s|$)|\\n+|\\u2026");

    private static final Pattern LINK = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);

    /** Words between a cause, a failure, or what we do, and who it is about. */
    private static final int NEAR = 8;

    /** Words between a failure and the place where it is. */
    private static final int AT = 10;

    /** Words between a denial, or a possessive, and what it is about. */
    private static final int BESIDE = 3;

    /** Words between what makes a thing ours and the name it bears. */
    private static final int OWNED = 5;

    private final Collection<BlameWords> languages;

    /** Names are looked for in every language; so is what makes a thing that bears one ours. */
    private final Phrases our;

    private final Phrases products;

    Blame(Collection<BlameWords> languages) {
        this.languages = List.copyOf(languages);
        this.our = all(BlameWords::our);
        this.products = all(BlameWords::products);
    }

    private Phrases all(Function<BlameWords, Phrases> list) {
        return languages.stream().map(list).reduce(Phrases.of(""), Phrases::and);
    }

    /** Whether this text blames. */
    boolean isIn(String text) {
        List<List<String>> sentences = parts(SENTENCE_END, text);
        List<List<String>> clauses = parts(CLAUSE_END, text);
        return languages.stream().anyMatch(words -> isAccusing(sentences, words))
                && languages.stream().noneMatch(words -> isOwned(clauses, words));
    }

    private static List<List<String>> parts(Pattern end, String text) {
        List<List<String>> sentences = new ArrayList<>();
        for (String sentence : end.split(LINK.matcher(text).replaceAll(" "))) {
            List<String> words = Phrases.words(sentence.replace("*", ""));
            if (!words.isEmpty()) {
                sentences.add(words);
            }
        }
        return sentences;
    }

    private boolean isAccusing(List<List<String>> sentences, BlameWords words) {
        return sentences.stream().map(words::innocent).anyMatch(sentence -> accuses(sentence, words));
    }

    private boolean accuses(List<String> sentence, BlameWords words) {
        if (words.blames().isIn(sentence, 0, sentence.size()) || deniesOurs(sentence, words)) {
            return true;
        }
        return others(sentence, words).stream()
                .anyMatch(other -> isCause(sentence, other, words)
                        || failed(sentence, other, words)
                        || isPlaceOfFailure(sentence, other, words));
    }

    /** “The fault does not lie with us”, “not our mistake”. */
    private static boolean deniesOurs(List<String> sentence, BlameWords words) {
        return words.us().places(sentence, 0, sentence.size()).stream()
                .anyMatch(place -> words.negations().isIn(sentence, place - BESIDE, place)
                        && words.failures().isIn(sentence, place - NEAR, place + NEAR));
    }

    /** A word that names somebody else, from its first word to behind its last one. */
    private record Other(int from, int to) {}

    /** Those named as somebody, not as whose customers are affected. */
    private List<Other> others(List<String> sentence, BlameWords words) {
        List<Other> others = new ArrayList<>();
        for (int place = 0; place < sentence.size(); place++) {
            int length = words.others().at(sentence, place);
            if (length > 0) {
                Other other = new Other(place, place + length);
                boolean isHarmless = words.readers().at(sentence, other.to()) > 0
                        || belongsToReaders(sentence, place, words)
                        || isReadersOwn(sentence, place, words)
                        || words.through().isIn(sentence, place - BESIDE, place)
                        || words.negations().at(sentence, place - 1) > 0;
                if (!isOurProduct(sentence, other, words) && (!isHarmless || leadsThere(sentence, other, words))) {
                    others.add(other);
                }
                place += length - 1;
            }
        }
        return others;
    }

    /** “Customers of”, “everybody on”: who is affected, by whom they are with. */
    private static boolean belongsToReaders(List<String> sentence, int place, BlameWords words) {
        return words.readers().places(sentence, place - BESIDE, place).stream()
                .anyMatch(reader ->
                        words.places().at(sentence, reader + words.readers().at(sentence, reader)) > 0);
    }

    /** “Customers see their systems as down”. */
    private static boolean isReadersOwn(List<String> sentence, int place, BlameWords words) {
        return words.theirs().at(sentence, place) > 0 && words.readers().isIn(sentence, place - NEAR, place);
    }

    /** “Our Oracle database”, “notre base de données Oracle”: a company's name on what is ours. */
    private boolean isOurProduct(List<String> sentence, Other name, BlameWords words) {
        return words.names().at(sentence, name.from()) > 0
                && our.places(sentence, name.from() - OWNED, name.from()).stream()
                        .anyMatch(place -> {
                            int first = place + our.at(sentence, place);
                            return first >= name.from() || bearsName(sentence, first, name, words);
                        });
    }

    /** @param first the word behind what makes it ours */
    private boolean bearsName(List<String> sentence, int first, Other name, BlameWords words) {
        boolean isBroken = words.others().isIn(sentence, first, name.from())
                || words.causes().isIn(sentence, first, name.from())
                || words.failures().isIn(sentence, first, name.from());
        return !isBroken
                && (name.from() - first <= 1 && products.at(sentence, name.to()) > 0
                        || products.places(sentence, first, name.from()).stream()
                                .anyMatch(thing -> thing + products.at(sentence, thing) == name.from()));
    }

    /** What went wrong is theirs, or they are the reason, however many readers stand in between. */
    private static boolean leadsThere(List<String> sentence, Other other, BlameWords words) {
        return words.readers().at(sentence, other.to()) == 0
                && words.negations().at(sentence, other.from() - 1) == 0
                && words.causes().isIn(sentence, other.from() - AT, other.from());
    }

    private static boolean isCause(List<String> sentence, Other other, BlameWords words) {
        return words.causes().places(sentence, other.from() - NEAR, other.from()).stream()
                        .anyMatch(cause ->
                                !isDenied(sentence, cause, words) && !ours(sentence, cause, other.from(), words))
                || words.causers().places(sentence, other.to(), other.to() + NEAR).stream()
                        .anyMatch(cause -> !isDenied(sentence, cause, words));
    }

    /** They come first, then that they failed. */
    private static boolean failed(List<String> sentence, Other other, BlameWords words) {
        return words.failures().places(sentence, other.to(), other.to() + NEAR).stream()
                .anyMatch(failure -> !isDenied(sentence, failure, words)
                        && !words.readers().isIn(sentence, other.to(), failure)
                        && !words.us().isIn(sentence, other.to(), failure));
    }

    /** Something failed, and then comes where: at theirs. */
    private static boolean isPlaceOfFailure(List<String> sentence, Other other, BlameWords words) {
        return words.failures().places(sentence, other.from() - AT - 1, other.from()).stream()
                .anyMatch(failure -> !isDenied(sentence, failure, words)
                        && words.places().isIn(sentence, failure + 1, other.from())
                        && !words.readers().isIn(sentence, failure + 1, other.from()));
    }

    private static boolean isDenied(List<String> sentence, int place, BlameWords words) {
        return words.negations().isIn(sentence, place - BESIDE, place);
    }

    private static boolean ours(List<String> sentence, int from, int to, BlameWords words) {
        return words.our().places(sentence, from, to).stream()
                .anyMatch(our -> words.mine().isIn(sentence, our + 1, Math.min(to, our + 1 + BESIDE)));
    }

    private static boolean isOwned(List<List<String>> clauses, BlameWords words) {
        return clauses.stream().map(words::innocent).anyMatch(sentence -> owns(sentence, words));
    }

    private static boolean owns(List<String> sentence, BlameWords words) {
        for (int place : words.owns().places(sentence, 0, sentence.size())) {
            if (!isDenied(sentence, place, words)) {
                return true;
            }
        }
        for (int our : words.our().places(sentence, 0, sentence.size())) {
            for (int mine : words.mine().places(sentence, our + 1, our + 1 + BESIDE)) {
                if (!isDenied(sentence, our, words) && !words.others().isIn(sentence, our + 1, mine)) {
                    return true;
                }
            }
        }
        return words.we().places(sentence, 0, sentence.size()).stream()
                .anyMatch(we -> words.acts().places(sentence, we - NEAR / 2, we + NEAR).stream()
                        .anyMatch(act -> !isDenied(sentence, act, words)));
    }
}
