/**
 * Letters: wording, MIME, headers, threads, unsubscribe links, signatures; the courier that carries them over SMTP lanes or
 * keeps them in the outbox; postcards, which go to one person alone; the journal of what was handed over; bounces read. Knows
 * no incident and no customer. May import kernel.
 */
@NullMarked
package headsup.mail;

import org.jspecify.annotations.NullMarked;
