package dev.slipway.server;

import dev.slipway.server.certificate.ServerCertificate;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Has the web server talk TLS. */
record Listening(ServerCertificate certificate)
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final String BUNDLE = "server";

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    SslStoreBundle store = SslStoreBundle.of(certificate.store(), certificate.password(), null);
    factory.setSslBundles(new DefaultSslBundleRegistry(BUNDLE, SslBundle.of(store)));
    factory.setSsl(Ssl.forBundle(BUNDLE));
  }
}
