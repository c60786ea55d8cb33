package dev.slipway.cli.image;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxies of the caller's environment, as apt and curl take them: {@code http_proxy}, {@code
 * https_proxy}, and {@code no_proxy} with hosts and domains. Java does not look at these by itself.
 */
public final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  /** With the variables. */
  public EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String value = environment.getOrDefault(scheme + "_proxy", "");
    if (value.isBlank() || isDirect(uri.getHost())) {
      return List.of(Proxy.NO_PROXY);
    }
    URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
  }

  private boolean isDirect(String host) {
    return Arrays.stream(environment.getOrDefault("no_proxy", "").split(","))
        .map(each -> each.strip().replaceFirst("^\\.", ""))
        .filter(each -> !each.isEmpty())
        .anyMatch(each -> each.equals("*") || host.equals(each) || host.endsWith("." + each));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException fault) {
    // Who asked for the connection tells of the fault.
  }
}
