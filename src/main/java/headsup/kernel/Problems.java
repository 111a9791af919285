package headsup.kernel;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.exception.DataException;
import org.hibernate.exception.JDBCConnectionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;
import org.jboss.resteasy.reactive.server.handlers.MediaTypeMapper;
import org.jboss.resteasy.reactive.server.handlers.RequestDeserializeHandler;
import org.jspecify.annotations.Nullable;

/** The one place where a no becomes HTTP: {@code application/problem+json} after RFC 9457, never a stack trace. */
public final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final Set<String> READERS = Set.of(
            FormBodyHandler.class.getName(),
            RequestDeserializeHandler.class.getName(),
            MediaTypeMapper.class.getName());
    private static final String MEDIA_TYPE = "application/problem+json";

    /**
     * The body of every error.
     *
     * @param type a URI reference that names the kind, {@code about:blank#<code>}
     * @param code stable, snake_case
     * @param errors the wrong fields; empty when the trouble is not with a field
     */
    public record Problem(
            String type, String title, int status, String detail, String code, List<Refusal.FieldError> errors) {
        static Problem of(Refusal refusal) {
            Refusal.Code code = refusal.code();
            return new Problem(
                    "about:blank#" + code.word(),
                    code.title(),
                    code.status(),
                    refusal.detail(),
                    code.word(),
                    refusal.errors());
        }
    }

    /** The answer for a refusal, also for filters that never reach a resource. */
    public static Response answer(Refusal refusal) {
        Response.ResponseBuilder response =
                Response.status(refusal.code().status()).type(MEDIA_TYPE).entity(Problem.of(refusal));
        switch (refusal.code()) {
            case UNAUTHENTICATED ->
                response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"HeadsUp\", charset=\"UTF-8\"");
            case TOO_MANY -> response.header(HttpHeaders.RETRY_AFTER, 60);
            case UNAVAILABLE -> response.header(HttpHeaders.RETRY_AFTER, 10);
            default -> {}
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response refused(Refusal refusal) {
        return answer(refusal);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException violations) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        for (ConstraintViolation<?> violation : violations.getConstraintViolations()) {
            errors.add(new Refusal.FieldError(
                    withoutMethod(violation.getPropertyPath().toString()), violation.getMessage()));
        }
        return answer(Refusal.fields(errors));
    }

    /** {@code declare.draft.components[0].id} says which method and argument it was; callers know only the rest. */
    private static String withoutMethod(String path) {
        String[] nodes = path.split("\\.", 3);
        return nodes[nodes.length - 1].replace(".<list element>", "");
    }

    @ServerExceptionMapper
    Response unreadable(StreamReadException broken) {
        return answer(Refusal.of(Refusal.Code.MALFORMED, "The body is not JSON: " + broken.getOriginalMessage()));
    }

    /** Both are named because Quarkus answers the narrower one itself when nobody does. */
    @ServerExceptionMapper({JsonMappingException.class, MismatchedInputException.class})
    Response mismatched(JsonMappingException mismatch) {
        for (Throwable cause = mismatch; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamReadException broken) {
                return unreadable(broken);
            }
            if (cause instanceof Refusal refusal) {
                return refused(refusal);
            }
        }
        String field = path(mismatch);
        if (field.isEmpty()) {
            return answer(Refusal.of(Refusal.Code.MALFORMED, "The body is not of the expected form."));
        }
        return answer(Refusal.field(field, "is not of the expected form"));
    }

    private static String path(JsonMappingException mismatch) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mismatch.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException noIdentity) {
        return answer(Refusal.of(
                Refusal.Code.UNAUTHENTICATED, "Give a staff account (HTTP Basic) or a token (Bearer) that is valid."));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException tooLittle) {
        return answer(Refusal.of(Refusal.Code.FORBIDDEN, "Your role does not allow this."));
    }

    @ServerExceptionMapper
    Response stale(OptimisticLockException lost) {
        return answer(Refusal.of(Refusal.Code.STALE, "Somebody else changed it at the same time; read it again."));
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof Refusal refusal) {
            return refused(refusal);
        }
        if (cause instanceof StreamReadException broken) {
            return unreadable(broken);
        }
        if (cause instanceof JsonMappingException mismatch) {
            return mismatched(mismatch);
        }
        if (cause instanceof IllegalArgumentException) {
            return answer(Refusal.of(Refusal.Code.MALFORMED, "A part of the address is not of the expected form."));
        }
        Refusal.Code code = codeOf(failure.getResponse().getStatus());
        if (code == null) {
            return failure.getResponse();
        }
        return answer(Refusal.of(code, code.title() + "."));
    }

    private static Refusal.@Nullable Code codeOf(int status) {
        for (Refusal.Code code : Refusal.Code.values()) {
            if (code.status() == status) {
                return code;
            }
        }
        return status >= 500 ? Refusal.Code.INTERNAL : status >= 400 ? Refusal.Code.MALFORMED : null;
    }

    /** Whether it failed while a request was read, before anything of ours saw it: broken forms have no exception of their own. */
    private static boolean isUnread(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .map(StackTraceElement::getClassName)
                .anyMatch(READERS::contains);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException lost) {
                return stale(lost);
            }
            if (cause instanceof Refusal refusal) {
                return refused(refusal);
            }
            if (cause instanceof JDBCConnectionException) {
                LOG.warnf("A request needed the database, which can't be reached: %s", cause.getMessage());
                return answer(Refusal.of(Refusal.Code.UNAVAILABLE, "Nothing can be kept right now; try again soon."));
            }
        }
        if (isUnread(failure)) {
            LOG.debug("A request could not be read", failure);
            return answer(Refusal.of(Refusal.Code.MALFORMED, "The request is not of the form its headers say."));
        }
        if (failure instanceof DataException) {
            LOG.debug("The database can't keep what a request brought", failure);
            return answer(Refusal.of(Refusal.Code.MALFORMED, "It holds something that can't be kept."));
        }
        LOG.error("A request failed unexpectedly", failure);
        return answer(Refusal.of(Refusal.Code.INTERNAL, "We have noted it and will look at it."));
    }
}
