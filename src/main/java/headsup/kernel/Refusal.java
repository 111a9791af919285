package headsup.kernel;

import java.util.List;

/**
 * An expected no: the request can't be done, nothing was changed, and the caller is told why. Spoken over HTTP as
 * {@code application/problem+json} (RFC 9457) by {@link Problems}.
 */
public final class Refusal extends RuntimeException {

    /** The stable codes of the doors, each with its HTTP status. */
    public enum Code {
        MALFORMED(400, "The request can't be read"),
        UNAUTHENTICATED(401, "Sign in first"),
        FORBIDDEN(403, "Your role does not allow this"),
        NOT_FOUND(404, "There is no such thing"),
        METHOD_NOT_ALLOWED(405, "This can't be done here"),
        NOT_ACCEPTABLE(406, "This can't be had in the form you ask for"),
        ILLEGAL_TRANSITION(409, "Not possible in its present state"),
        STALE(409, "Somebody else changed it in the meantime"),
        TOO_LARGE(413, "The request is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "This content type is not understood here"),
        INVALID_FIELD(422, "A field is missing or wrong"),
        IDEMPOTENCY_CONFLICT(422, "This Idempotency-Key was used for another request"),
        TOO_MANY(429, "Too many requests"),
        INTERNAL(500, "Something went wrong on our side"),
        UNAVAILABLE(503, "Not possible for the moment");

        private final int status;
        private final String title;

        Code(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        /** The code as the doors speak it: snake_case. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** One wrong field: its path as the caller wrote it ({@code components[1].id}) and a sentence. */
    public record FieldError(String field, String message) {}

    private final Code code;
    private final transient List<FieldError> errors;

    private Refusal(Code code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public static Refusal of(Code code, String detail) {
        return new Refusal(code, detail, List.of());
    }

    /** 422 {@code invalid_field} for one field. */
    public static Refusal field(String field, String message) {
        return fields(List.of(new FieldError(field, message)));
    }

    /** 422 {@code invalid_field} for at least one field. */
    public static Refusal fields(List<FieldError> errors) {
        FieldError first = errors.get(0);
        return new Refusal(Code.INVALID_FIELD, first.field() + ": " + first.message(), errors);
    }

    /** 404 {@code not_found}; {@code what} is a noun, as in "incident". */
    public static Refusal notFound(String what, String id) {
        return of(Code.NOT_FOUND, "There is no " + what + " " + id + ".");
    }

    /** 409 {@code illegal_transition}. */
    public static Refusal illegalTransition(String detail) {
        return of(Code.ILLEGAL_TRANSITION, detail);
    }

    public Code code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
