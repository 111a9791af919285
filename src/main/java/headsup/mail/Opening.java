package headsup.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * Everything before the first letter: connection, banner, EHLO, TLS, login. What fails here has touched no letter.
 *
 * @param greeting the domain we call ourselves by
 */
record Opening(Relay relay, Deadlines deadlines, SSLContext tls, String greeting) {

    /** A relay ready for letters. */
    record Session(Wire wire, Abilities abilities) {}

    /**
     * @param born told of the wire as soon as there is one, so that a stuck write can be broken
     * @throws LaneFault when the relay can't be talked to
     */
    Session open(Consumer<Wire> born) throws LaneFault {
        Wire wire = connect();
        born.accept(wire);
        try {
            return open(wire);
        } catch (LaneFault fault) {
            wire.close();
            throw fault;
        } catch (IOException gone) {
            wire.close();
            throw LaneFault.unreachable(relay, gone);
        }
    }

    private Wire connect() throws LaneFault {
        try {
            return Wire.connect(relay.host(), relay.port(), deadlines.connect());
        } catch (IOException failed) {
            throw LaneFault.unreachable(relay, failed);
        }
    }

    private Session open(Wire wire) throws IOException {
        if (relay.security() == Relay.Security.TLS) {
            secure(wire);
        }
        Reply banner = wire.read(deadlines.command());
        if (!banner.isPositive()) {
            throw LaneFault.unreachable(relay, banner);
        }
        Abilities abilities = hello(wire);
        if (relay.security() == Relay.Security.STARTTLS) {
            startTls(wire, abilities);
            // What was promised in the clear counts for nothing (RFC 3207 section 4.2).
            abilities = hello(wire);
        }
        login(wire, abilities);
        return new Session(wire, abilities);
    }

    private Abilities hello(Wire wire) throws IOException {
        Reply ehlo = ask(wire, "EHLO " + greeting);
        if (ehlo.isPositive()) {
            return Abilities.of(ehlo);
        }
        if (ehlo.isNo()) {
            Reply helo = ask(wire, "HELO " + greeting);
            if (helo.isPositive()) {
                return Abilities.NONE;
            }
            throw LaneFault.unreachable(relay, helo);
        }
        throw LaneFault.unreachable(relay, ehlo);
    }

    private void startTls(Wire wire, Abilities abilities) throws IOException {
        if (!abilities.startTls()) {
            throw LaneFault.barred(relay.name(), "offers no STARTTLS, which is required");
        }
        Reply ready = ask(wire, "STARTTLS");
        if (!ready.isPositive()) {
            throw LaneFault.barred(relay.name(), "refuses STARTTLS: " + ready.text());
        }
        secure(wire);
    }

    private void secure(Wire wire) throws LaneFault {
        try {
            wire.secure(tls, relay.host(), relay.port(), deadlines.connect());
        } catch (IOException failed) {
            throw LaneFault.barred(relay.name(), "can't be trusted with TLS", failed);
        }
    }

    private void login(Wire wire, Abilities abilities) throws IOException {
        Relay.Login login = relay.login();
        if (login == null) {
            return;
        }
        Reply answer;
        if (abilities.logins().contains("PLAIN")) {
            answer = ask(wire, "AUTH PLAIN " + base64("\0" + login.user() + "\0" + login.password()));
        } else if (abilities.logins().contains("LOGIN")) {
            answer = ask(wire, "AUTH LOGIN");
            answer = answer.code() == 334 ? ask(wire, base64(login.user())) : answer;
            answer = answer.code() == 334 ? ask(wire, base64(login.password())) : answer;
        } else {
            throw LaneFault.barred(relay.name(), "offers no login by PLAIN or LOGIN");
        }
        if (!answer.isPositive()) {
            throw LaneFault.barred(relay.name(), "refuses our login: " + answer.text());
        }
    }

    private Reply ask(Wire wire, String command) throws IOException {
        wire.write(command + "\r\n", deadlines.command());
        return wire.read(deadlines.command());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
