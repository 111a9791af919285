package headsup.mail;

import java.util.List;

/** What the templates of the affected list read. */
record Things(Words words, boolean over, List<String> names) {

    public String heading() {
        return words.of(over ? "affected.over" : "affected");
    }

    public String rule() {
        return "-".repeat(heading().length());
    }

    /** For the plain twin. */
    public List<String> items() {
        return names.stream().map(name -> Wrapping.wrap("- " + name, "  ")).toList();
    }
}
