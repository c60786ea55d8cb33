package dev.slipway.queue.mail;

import dev.slipway.queue.errand.Duty;
import dev.slipway.queue.errand.Pace;
import dev.slipway.queue.store.Errand;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends mail that is written. */
public final class SendMail implements Duty {
  static final String KIND = "mail";
  private static final int REFUSED_FOR_GOOD = 500;
  private static final int WIDTH = 2;
  private static final JsonMapper JSON = new JsonMapper();

  private final Mailer mailer;
  private final Pace pace;

  /** Sends with a mailer; what does not go now, later. */
  public SendMail(Mailer mailer, Pace pace) {
    this.mailer = mailer;
    this.pace = pace;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void perform(Errand errand) throws IOException {
    try {
      mailer.send(JSON.readValue(errand.body(), Letter.class));
    } catch (MessagingException e) {
      String reason = mailer.host() + " did not take it: " + shown(e);
      if (isForGood(e)) {
        throw new Hopeless(reason, e);
      }
      throw new IOException(reason, e);
    }
  }

  /** Whether the host has said that there is no such address (RFC 5321, section 4.2.1: 5yz). */
  private static boolean isForGood(@Nullable Exception fault) {
    for (Exception e = fault; e instanceof MessagingException m; e = m.getNextException()) {
      if (e instanceof SMTPAddressFailedException refused
          && refused.getReturnCode() >= REFUSED_FOR_GOOD) {
        return true;
      }
    }
    return false;
  }

  private static String shown(MessagingException fault) {
    Exception cause = fault.getNextException();
    String text = String.valueOf(fault.getMessage()).strip();
    return fault instanceof SendFailedException && cause != null
        ? text + ": " + String.valueOf(cause.getMessage()).strip()
        : text;
  }
}
