package dev.slipway.farm.ssh;

/** A host and its port, as known_hosts names them. */
record HostName(String host, int port) {
  private static final int SSH = 22;

  String known() {
    return port == SSH ? host : "[" + host + "]:" + port;
  }

  /** The command that prints its key. */
  String scan(String type) {
    String kind = type.startsWith("ecdsa") ? "ecdsa" : type.replaceFirst("^ssh-", "");
    return "ssh-keyscan -t " + kind + (port == SSH ? "" : " -p " + port) + " " + host;
  }

  @Override
  public String toString() {
    return port == SSH ? host : host + ":" + port;
  }
}
