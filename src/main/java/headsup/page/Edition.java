package headsup.page;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A document in all its languages, or one that has none. */
record Edition(Map<Language, Leaf> leaves) {

    Edition {
        leaves = Map.copyOf(leaves);
    }

    static Edition of(Leaf leaf) {
        return new Edition(Map.of(Language.EN, leaf));
    }

    static Edition inEach(Function<Language, Leaf> printed) {
        Map<Language, Leaf> leaves = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            leaves.put(language, printed.apply(language));
        }
        return new Edition(leaves);
    }

    boolean speaks() {
        return leaves.size() > 1;
    }

    Leaf in(Language language) {
        Leaf leaf = leaves.get(language);
        return leaf == null ? Objects.requireNonNull(leaves.get(Language.EN)) : leaf;
    }
}
