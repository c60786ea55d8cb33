package dev.slipway.farm.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;

/**
 * Asks a host for a key of a type that is known of it. A host has several keys, and would else show
 * one that known_hosts may not have, though it has another.
 */
record KnownTypesFirst(KnownHosts known) implements SessionListener {
  private static final List<String> AS_OPENSSH = List.of("ssh-ed25519");

  @Override
  public void sessionEstablished(Session session) {
    if (!(session instanceof ClientSession client)) {
      return;
    }
    try {
      List<String> found = known.types(HostNames.of(client.getConnectAddress()));
      List<String> types = found.isEmpty() ? AS_OPENSSH : found;
      List<NamedFactory<Signature>> first = new ArrayList<>(session.getSignatureFactories());
      first.sort((a, b) -> Boolean.compare(isOf(types, b.getName()), isOf(types, a.getName())));
      session.setSignatureFactories(first);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** RSA keys have signatures with names of their own. */
  private static boolean isOf(List<String> types, String signature) {
    return types.contains(signature.startsWith("rsa-sha2-") ? "ssh-rsa" : signature);
  }
}
