package headsup.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The word lists by which {@link Blame} judges one language.
 *
 * @param others who somebody else can be, companies by name among them
 * @param names companies by name; what bears one and is ours is nobody else
 * @param products what of ours can bear a company's name: “database”
 * @param theirs words that make something theirs; after readers it is the readers'
 * @param failures what can be wrong with them
 * @param causes words that lead from what happened to who did it: “due to”
 * @param causers words that lead from who did it to what happened: “is to blame”
 * @param places words that lead from a failure to where it is: “at”
 * @param blames what puts it on somebody else by itself
 * @param owns what owns it by itself
 * @param us us as the place of a fault
 * @param our what makes something ours
 * @param mine what of ours can have been the cause
 * @param we us as who acts
 * @param acts what we do about it
 * @param readers people who are affected
 * @param through words before a name that only say by which way: “via”
 * @param negations words that deny what follows
 * @param harmless phrases that are left out before anything is judged
 */
record BlameWords(
        Phrases others,
        Phrases names,
        Phrases products,
        Phrases theirs,
        Phrases failures,
        Phrases causes,
        Phrases causers,
        Phrases places,
        Phrases blames,
        Phrases owns,
        Phrases us,
        Phrases our,
        Phrases mine,
        Phrases we,
        Phrases acts,
        Phrases readers,
        Phrases through,
        Phrases negations,
        Phrases harmless) {

    /** The lists by name, as the files have them. */
    static final Set<String> LISTS = Set.of(
            "others",
            "names",
            "products",
            "theirs",
            "failures",
            "causes",
            "causers",
            "places",
            "blames",
            "owns",
            "us",
            "our",
            "mine",
            "we",
            "acts",
            "readers",
            "through",
            "negations",
            "harmless");

    /** @throws IllegalArgumentException for a list that is missing, that nobody knows, or that has a phrase that is none */
    static BlameWords of(Map<String, String> lists) {
        for (String name : new TreeSet<>(lists.keySet())) {
            if (!LISTS.contains(name)) {
                throw new IllegalArgumentException(
                        name + " is no list; there are " + String.join(", ", new TreeSet<>(LISTS)));
            }
        }
        return new BlameWords(
                list(lists, "others").and(list(lists, "names")),
                list(lists, "names"),
                list(lists, "products"),
                list(lists, "theirs"),
                list(lists, "failures"),
                list(lists, "causes"),
                list(lists, "causers"),
                list(lists, "places"),
                list(lists, "blames"),
                list(lists, "owns"),
                list(lists, "us"),
                list(lists, "our"),
                list(lists, "mine"),
                list(lists, "we"),
                list(lists, "acts"),
                list(lists, "readers"),
                list(lists, "through"),
                list(lists, "negations"),
                list(lists, "harmless"));
    }

    private static Phrases list(Map<String, String> lists, String name) {
        try {
            return Phrases.of(lists.getOrDefault(name, ""));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The sentence without its harmless phrases. */
    List<String> innocent(List<String> sentence) {
        List<String> rest = new ArrayList<>();
        for (int place = 0; place < sentence.size(); ) {
            int length = harmless.at(sentence, place);
            if (length == 0) {
                rest.add(sentence.get(place));
                place++;
            } else {
                place += length;
            }
        }
        return rest;
    }
}
