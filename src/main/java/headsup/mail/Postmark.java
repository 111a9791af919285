package headsup.mail;

/** What became of a postcard. */
public sealed interface Postmark {

    /** A relay took it. */
    record Taken() implements Postmark {}

    /** It is kept in the outbox under this code, because no way out is configured. */
    record Kept(String code) implements Postmark {}

    /**
     * It did not go, or nobody can say whether it did; the caller may send it again.
     *
     * @param why one line, the relay's words where it had some
     */
    record Failed(String why) implements Postmark {}
}
