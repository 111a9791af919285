package headsup.mail;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What stands in the blanks while the body is set: drawn at random, so that no authored word can be taken for one. */
final class Marks {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_OCTETS = 12;

    private final String secret;

    Marks() {
        byte[] octets = new byte[SECRET_OCTETS];
        RANDOM.nextBytes(octets);
        secret = HexFormat.of().formatHex(octets);
    }

    String of(Blank blank) {
        return "q" + secret + blank.mark();
    }

    public String affected() {
        return of(Blank.AFFECTED);
    }

    public String published() {
        return of(Blank.PUBLISHED);
    }

    public String promise() {
        return of(Blank.PROMISE);
    }

    public String estimate() {
        return of(Blank.ESTIMATE);
    }

    public String begins() {
        return of(Blank.BEGINS);
    }

    public String ends() {
        return of(Blank.ENDS);
    }

    public String sent() {
        return of(Blank.SENT);
    }

    public String why() {
        return of(Blank.WHY);
    }

    public String token() {
        return of(Blank.TOKEN);
    }
}
