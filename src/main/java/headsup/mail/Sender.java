package headsup.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who a letter comes from or is answered to: {@code "Acme Status" <status@acme.example>}. */
record Sender(@Nullable String name, Mailbox mailbox) {

    /** @throws IllegalArgumentException when the text is no single address */
    static Sender parse(String text) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            Mailbox mailbox = parsed.length == 1 ? Mailbox.parse(parsed[0].getAddress()) : null;
            if (mailbox == null || mailbox.needsUtf8()) {
                throw new IllegalArgumentException("\"" + text + "\" is no mail address");
            }
            String name = parsed[0].getPersonal();
            return new Sender(name == null ? null : Mailbox.displayName(name), mailbox);
        } catch (AddressException noAddress) {
            throw new IllegalArgumentException("\"" + text + "\" is no mail address", noAddress);
        }
    }

    /** The words of an address field. */
    static List<String> words(@Nullable String name, String address) {
        if (name == null) {
            return List.of(address);
        }
        return words(HeaderText.phrase(name), address);
    }

    List<String> words() {
        return words(name, mailbox.address());
    }

    /** In one line, for those who write the field themselves. Some of them lose their way in a quoted bracket. */
    String field() {
        List<String> words =
                name == null || isPlain(name) ? words() : words(HeaderText.encoded(name), mailbox.address());
        return String.join(" ", words);
    }

    private static boolean isPlain(String name) {
        return name.matches("[A-Za-z0-9 .,&'-]+");
    }

    private static List<String> words(List<String> phrase, String address) {
        List<String> words = new ArrayList<>(phrase);
        words.add("<" + address + ">");
        return words;
    }
}
