package dev.slipway.queue.amqp;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.impl.DefaultCredentialsProvider;
import dev.slipway.queue.QueueException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what waiting does not mend: a broker that refuses, or that is not to be believed. */
public final class BrokerLogin {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerLogin.class);

  private BrokerLogin() {}

  /**
   * Logs in once. A broker that is not there is no fault: it may come.
   *
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   * @throws QueueException where the broker refuses the login, or its certificate is not trusted
   */
  public static void check(BrokerUrl url, @Nullable SSLContext trust) throws QueueException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(url.host());
    factory.setPort(url.port());
    factory.setCredentialsProvider(new DefaultCredentialsProvider(url.user(), url.password()));
    factory.setVirtualHost(url.virtualHost());
    factory.setConnectionTimeout(5_000);
    factory.setAutomaticRecoveryEnabled(false);
    try {
      if (url.tls()) {
        factory.useSslProtocol(trust == null ? SSLContext.getDefault() : trust);
        factory.enableHostnameVerification();
      }
      Connection connection = factory.newConnection("slipway login");
      connection.abort(2_000);
    } catch (PossibleAuthenticationFailureException e) {
      throw fault("the broker " + url + " refuses the login", e);
    } catch (SSLException e) {
      throw fault(
          "the broker "
              + url
              + " is not trusted: "
              + e.getMessage()
              + "; give its certificate by `--server-certificate`",
          e);
    } catch (IOException | TimeoutException | GeneralSecurityException e) {
      LOG.warn("the broker {} is not there yet: {}", url, e.toString());
    }
  }

  private static QueueException fault(String message, Exception cause) {
    return new QueueException(QueueException.Code.CONFIGURATION, message, cause);
  }
}
