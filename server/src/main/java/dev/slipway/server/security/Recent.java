package dev.slipway.server.security;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map with room for so many entries, which forgets the one that was not used for longest. */
final class Recent<V> extends LinkedHashMap<String, V> {
  private final int most;

  Recent(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
