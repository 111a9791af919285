package headsup.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a screen says once after something was done; its word travels in the address. */
enum Notice {
    DECLARED("Declared and published. Letters are on their way."),
    POSTED("Your words are out. The clock runs anew."),
    RESOLVED("Resolved. Thank you."),
    REOPENED("Open again. The clock runs anew."),
    TOLD("The root cause is told."),
    ANNOUNCED("Announced and published. Letters are on their way."),
    SAID("Your words are out."),
    MOVED("Moved, and told."),
    COMPLETED("Completed. Thank you."),
    CANCELLED("Called off, and told."),
    SEEN_BY_ALL("Everyone can see it now."),
    SEEN_BY_AFFECTED("Only the customers it affects can see it now. It is off the public page."),
    ONCE("This had been sent before. Nothing was done twice."),
    ADDED("Added."),
    CHANGED("Changed."),
    DELETED("Deleted."),
    RESET("The password is changed, and their sessions have ended."),
    PASSWORD("Your password is changed. Your other sessions have ended."),
    SHOWN("This form had been sent before. Its token was shown then; if you have it not, revoke it and make another."),
    REVOKED("Revoked. Programs that use it are refused from now on."),
    WEBHOOK_SHOWN(
            "This form had been sent before. Its secret was shown then; if you have it not, delete the webhook and add it anew."),
    WEBHOOK_PAUSED("Paused. What happens waits, up to five days."),
    WEBHOOK_RESUMED("Resumed. What waited is on its way."),
    WEBHOOK_DELETED("Deleted. Nothing more goes there."),
    PINGED("A ping is on its way. What came of it stands below; load the page again in a moment."),
    PAUSED("Paused. Its letters go over the other lanes, or wait."),
    RELEASED("Let go. What waited is on its way."),
    SPOKEN("Noted. They have heard from us."),
    TRIED("Noted. They stay on the list."),
    CORRECTED("Corrected."),
    REMOVED("Taken off the list. No more letters go there."),
    QUARANTINED("No more letters go there until somebody lets go of it."),
    FREED("Letters go there again."),
    DISPUTED("Noted. The letter counts as never come, and the books follow."),
    NOTED("Noted. What it is worth is in the books within a minute or two."),
    JUDGED("Corrected. Goodwill is recalculated."),
    WITHDRAWN("Withdrawn. What it booked is taken back."),
    OPENED("The complaint is open."),
    SAME("One of this subject is open already; this is the same case."),
    STEPPED("Noted."),
    MATCHED("Matched. The address is one of this customer now."),
    ACTIVATED("In force for what is declared from now on."),
    TESTED("The relay took the test letter. Look into your mailbox.");

    private final String sentence;

    Notice(String sentence) {
        this.sentence = sentence;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a word that is none. */
    static String sentence(@Nullable String word) {
        for (Notice notice : values()) {
            if (notice.word().equals(word)) {
                return notice.sentence;
            }
        }
        return "";
    }
}
