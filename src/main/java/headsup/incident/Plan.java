package headsup.incident;

import java.time.Instant;

/**
 * A maintenance before it is one.
 *
 * @param declared its name, first words and reach; when it starts is said here
 * @param autoComplete whether the clock ends it; else a person does, and its planned end is a promise that runs late
 */
public record Plan(Declaration declared, Instant from, Instant until, boolean autoComplete) {}
