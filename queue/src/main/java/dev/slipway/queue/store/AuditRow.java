package dev.slipway.queue.store;

import java.time.Instant;

/**
 * Something that somebody did.
 *
 * @param id counts up
 * @param account who; what was given as a name where somebody could not sign in
 * @param address from where
 * @param action what, as words: {@code build cancelled}
 * @param object to what: a build's number, an account's name; may be empty
 * @param detail more of it for people; may be empty
 */
public record AuditRow(
    long id,
    Instant at,
    String account,
    String address,
    String action,
    String object,
    String detail) {}
