package headsup.mail;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The way of postcards over Quarkus Mailer, whose settings are ours unless the operator has set them: {@link MailerSettings}.
 * Its client is called directly: the mailer on top of it writes an empty {@code Cc}, which no standard allows.
 */
final class MailerWay implements Postcards.Way {

    /** The client waits for ever by itself: on a relay that is mute, and on one that closes before its banner. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int LONGEST_REASON = 300;

    private final Vertx vertx;
    private final MailClient client;
    private final String from;

    MailerWay(Vertx vertx, MailClient client, String from) {
        this.vertx = vertx;
        this.client = client;
        this.from = from;
    }

    @Override
    public Postmark take(PrintedCard card) {
        try {
            MailMessage message = new MailMessage()
                    .setFrom(from)
                    .setTo(card.to().address())
                    .setSubject(card.subject())
                    .setText(card.text())
                    .setHtml(card.html());
            card.fields().forEach(message::addHeader);
            sent(message).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            return new Postmark.Taken();
        } catch (TimeoutException silence) {
            return new Postmark.Failed("the relay gave no answer within " + LONGEST.toSeconds() + " seconds");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Postmark.Failed("the process is being stopped");
        } catch (ExecutionException | RuntimeException unsent) {
            return new Postmark.Failed(reason(unsent));
        }
    }

    /**
     * On an event loop: asked from any other thread, the client opens its connection on one loop and begins to listen on another,
     * and now and then the banner comes in between. It then waits for ever for what was already said.
     */
    private CompletableFuture<MailResult> sent(MailMessage message) {
        Promise<MailResult> promise = Promise.promise();
        vertx.getOrCreateContext().runOnContext(loop -> client.sendMail(message).onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture();
    }

    private static String reason(Throwable unsent) {
        Throwable cause = unsent;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = Hygiene.shown(
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()));
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
