package headsup.mail;

/** A piece for both twins, encoded for splicing. */
@SuppressWarnings("ArrayRecordComponent") // only carried from cache to letter, never compared
record Encoded(byte[] text, byte[] html) {

    static final Encoded NOTHING = new Encoded(new byte[0], new byte[0]);

    /** One plain text said in both; escaped where it stands in HTML. */
    static Encoded of(String text) {
        return of(text, escaped(text).replace("\n", " "));
    }

    static Encoded of(String text, String html) {
        return new Encoded(QuotedPrintable.encode(text), QuotedPrintable.encode(html));
    }

    private static String escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("&<>\"'".indexOf(text.charAt(i)) >= 0) {
                return text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
            }
        }
        return text;
    }
}
