package headsup.delivery;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import headsup.kernel.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Knocks at a receiver: one signed POST, one answer of which only the beginning is read. The signature is that of
 * <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>:
 * base64 of HMAC-SHA256 over {@code id.timestamp.body}, behind {@code v1,}. Redirects are not followed, and the connection goes
 * to the address that was checked: a name that means another one a moment later leads nowhere else.
 */
@ApplicationScoped
class Doorbell {

    private static final String AGENT = "HeadsUp webhooks (Standard Webhooks 1.0)";

    private final HttpClient http;
    private final Clock clock;
    private final boolean anywhere;
    private final Duration timeout;

    Doorbell(Vertx vertx, Clock clock, WebhookSettings settings) {
        this.clock = clock;
        this.anywhere = settings.privateAddresses();
        this.timeout = settings.timeout();
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(Messenger.ROOM)
                .setConnectTimeout(Math.toIntExact(timeout.toMillis())));
    }

    @PreDestroy
    void close() {
        http.close();
    }

    /** Tries once, and waits for what comes of it: at most the timeout after the name is looked up. */
    Answer ring(Errand errand) {
        try {
            Endpoint endpoint = Endpoint.of(errand.url(), anywhere);
            InetAddress address = endpoint.resolved(anywhere);
            return knocked(errand, request(errand, endpoint, address)).join();
        } catch (Refusal notAllowed) {
            return new Answer.Unheard(notAllowed.detail());
        } catch (IOException unknown) {
            return new Answer.Unheard("the name is not known: " + unknown.getMessage());
        } catch (CompletionException failed) {
            return new Answer.Unheard(why(failed.getCause() == null ? failed : failed.getCause()));
        }
    }

    private RequestOptions request(Errand errand, Endpoint endpoint, InetAddress address) {
        Instant now = clock.instant();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(endpoint.port(), address.getHostAddress()))
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.isTls())
                .setURI(endpoint.target())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", AGENT)
                .putHeader("webhook-id", errand.message())
                .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .putHeader("webhook-signature", signature(errand, now));
    }

    private static String signature(Errand errand, Instant now) {
        try {
            return new Webhook(errand.secret()).sign(errand.message(), now.getEpochSecond(), errand.body());
        } catch (WebhookSigningException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    private CompletableFuture<Answer> knocked(Errand errand, RequestOptions options) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        http.request(options).onFailure(answer::completeExceptionally).onSuccess(request -> {
            // Also when the time is up or enough was read: nothing more is waited for.
            answer.whenComplete((heard, failed) -> request.reset());
            if (!answer.isDone()) {
                send(request, errand, answer);
            }
        });
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send(HttpClientRequest request, Errand errand, CompletableFuture<Answer> answer) {
        request.send(Buffer.buffer(errand.body()))
                .onSuccess(response -> read(response, answer))
                .onFailure(answer::completeExceptionally);
    }

    private void read(HttpClientResponse response, CompletableFuture<Answer> answer) {
        Excerpt words = new Excerpt();
        response.exceptionHandler(broken -> answer.complete(heard(response, words)));
        response.endHandler(end -> answer.complete(heard(response, words)));
        response.handler(chunk -> {
            words.add(chunk.getBytes());
            if (words.isFull()) {
                answer.complete(heard(response, words));
            }
        });
    }

    private Answer heard(HttpClientResponse response, Excerpt words) {
        String wait = response.getHeader("retry-after");
        return new Answer.Heard(response.statusCode(), words.toString(), RetryAfter.read(wait, clock.instant()));
    }

    private String why(Throwable failed) {
        if (failed instanceof TimeoutException) {
            return "no answer within " + timeout.toSeconds() + " s";
        }
        String words = failed.getMessage();
        return Excerpt.of(words == null ? failed.getClass().getSimpleName() : words);
    }
}
