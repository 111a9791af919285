package headsup.mail;

import java.util.List;

/** What the templates of the affected list read. */
record Things(Words words, List<String> names) {

    public String rule() {
        return "-".repeat(words.of("affected").length());
    }

    /** For the plain twin. */
    public List<String> items() {
        return names.stream().map(name -> Wrapping.wrap("- " + name, "  ")).toList();
    }
}
