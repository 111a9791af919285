package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MailerWayTest {

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedRelay relay = new ScriptedRelay();
    private final MailerWay way = new MailerWay(
            vertx,
            MailClient.create(
                    vertx,
                    new MailConfig("127.0.0.1", relay.port(), StartTLSOptions.DISABLED, LoginOption.DISABLED)
                            .setKeepAlive(false)
                            .setPipelining(false)),
            "updates@status.harbourlight.example");

    @AfterEach
    void close() {
        relay.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** A connection whose banner comes at once was lost once in sixty or so, and each cost half a minute. */
    @Test
    @Timeout(60)
    void everyLetterIsAnsweredHoweverFastTheRelayGreets() {
        PrintedCard card = card();
        for (int round = 1; round <= 200; round++) {
            relay.rcpt = to -> "550 5.1.1 no such user";
            Postmark.Failed failed = assertInstanceOf(Postmark.Failed.class, way.take(card));
            assertTrue(failed.why().contains("no such user"), failed.why());
            relay.rcpt = to -> "250 2.1.5 Ok";
            assertInstanceOf(Postmark.Taken.class, way.take(card));
            assertEquals(round, relay.taken.size());
        }
    }

    private static PrintedCard card() {
        var card =
                new Postcard("dana@rivermill.example", Locale.ENGLISH, "Test", List.of("A test."), null, "You asked.");
        return PrintedCard.of(card, DeliveryCode.of(1), Cast.PUBLISHED, Cast.letterhead(), new Wording(Cast.engine()));
    }
}
