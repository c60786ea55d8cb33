package dev.slipway.queue.mail;

import java.util.Optional;

/**
 * A mail as it is sent, however often it takes.
 *
 * @param to one address
 * @param id without angle brackets, the same in every attempt: a reader that has it knows it again
 * @param answers the id of the mail that it is an answer to, so that a build's mails are one thread
 */
record Letter(String to, String subject, String text, String id, Optional<String> answers) {
  Letter {
    subject = oneLine(subject);
  }

  /** Whatever is in a name, no header begins in it. */
  private static String oneLine(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
