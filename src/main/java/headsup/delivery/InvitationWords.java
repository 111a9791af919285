package headsup.delivery;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What letters that answer the form say, out of {@code headsup/delivery/invitation*.properties}; English stands in. */
record InvitationWords(Locale locale, ResourceBundle bundle) {

    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es");

    static InvitationWords in(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        Locale locale = LANGUAGES.contains(language) ? Locale.of(language) : Locale.ENGLISH;
        return new InvitationWords(
                locale,
                ResourceBundle.getBundle(
                        "headsup.delivery.invitation",
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    String of(String key, String service) {
        return new MessageFormat(bundle.getString(key), locale).format(new Object[] {service});
    }
}
