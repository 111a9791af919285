/**
 * Who is acting: staff accounts, the four roles, sign-in by password, token, session and identity provider, the audit trail, and the answer
 * a caller already got for an {@code Idempotency-Key}. May import kernel.
 */
@NullMarked
package headsup.access;

import org.jspecify.annotations.NullMarked;
