package dev.slipway.queue.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sends mail by SMTP. */
public final class Mailer {
  private static final String TIMEOUT = "20000";

  private final MailConfig config;
  private final Session session;
  private final Clock clock;

  /**
   * A mailer.
   *
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   */
  public Mailer(MailConfig config, @Nullable SSLContext trust, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.session = Session.getInstance(properties(config, trust), authenticator(config.login()));
  }

  private static Properties properties(MailConfig config, @Nullable SSLContext trust) {
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", config.host());
    properties.setProperty("mail.smtp.port", String.valueOf(config.port()));
    properties.setProperty("mail.smtp.auth", String.valueOf(config.login().isPresent()));
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT);
    properties.setProperty("mail.smtp.timeout", TIMEOUT);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (config.encryption()) {
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> {}
    }
    if (trust != null) {
      properties.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
    }
    return properties;
  }

  private static @Nullable Authenticator authenticator(Optional<MailConfig.Login> login) {
    return login
        .<Authenticator>map(l ->
            new Authenticator() {
              @Override
              protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(l.user(), l.password().text());
              }
            })
        .orElse(null);
  }

  /** Where mail goes, for people. */
  String host() {
    return config.host() + ":" + config.port();
  }

  void send(Letter letter) throws MessagingException {
    Transport.send(message(letter));
  }

  private MimeMessage message(Letter letter) throws MessagingException {
    MimeMessage message =
        new MimeMessage(session) {
          // The library would make a new one at each attempt.
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + letter.id() + ">");
          }
        };
    message.setFrom(new InternetAddress(config.from(), true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setText(letter.text(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // RFC 3834: nobody's absence is to answer.
    message.setHeader("Auto-Submitted", "auto-generated");
    if (letter.answers().isPresent()) {
      message.setHeader("In-Reply-To", "<" + letter.answers().get() + ">");
      message.setHeader("References", "<" + letter.answers().get() + ">");
    }
    return message;
  }
}
