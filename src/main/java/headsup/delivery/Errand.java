package headsup.delivery;

/**
 * A message on its way to a webhook, claimed until its lease is over.
 *
 * @param message its id, the same for every try
 * @param tries which try this is, from 1 on; the fence of its claim
 * @param secret as its receiver has it, {@code whsec_} in front
 */
record Errand(long id, String webhook, String message, int tries, String url, String secret, String body) {}
