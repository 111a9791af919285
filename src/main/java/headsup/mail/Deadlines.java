package headsup.mail;

import java.time.Duration;

/** How long each phase may take, as in {@link MailSettings.Deadlines}. */
record Deadlines(Duration connect, Duration command, Duration dot) {

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    static Deadlines of(MailSettings.Deadlines settings) {
        return new Deadlines(settings.connect(), settings.command(), settings.dot());
    }

    /** For the answer to QUIT, which nobody needs. */
    Duration goodbye() {
        return command.compareTo(LONGEST_GOODBYE) < 0 ? command : LONGEST_GOODBYE;
    }
}
