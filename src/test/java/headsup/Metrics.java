package headsup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /q/metrics} said at one moment. */
final class Metrics {

    private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{([^}]*)\\})? ([0-9.E+-]+)$", Pattern.MULTILINE);

    private final String text;

    private Metrics(String text) {
        this.text = text;
    }

    static Metrics of(RunningProduct product) {
        return new Metrics(product.metrics());
    }

    /** The sum of all samples of that name whose labels have this in them; 0 when there are none. */
    double get(String name, String label) {
        double sum = 0;
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            String labels = sample.group(2) == null ? "" : sample.group(2);
            if (sample.group(1).equals(name) && labels.contains(label)) {
                sum += Double.parseDouble(sample.group(3));
            }
        }
        return sum;
    }
}
