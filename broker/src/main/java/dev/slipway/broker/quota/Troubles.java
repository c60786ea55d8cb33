package dev.slipway.broker.quota;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong, told when it begins and when it is over. */
final class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Map<String, String> known = new ConcurrentHashMap<>();

  void tell(String what, Exception trouble) {
    String text = String.valueOf(trouble.getMessage());
    if (!text.equals(known.put(what, text))) {
      LOG.warn("what {} stores is not looked at: {}", what, text);
    }
  }

  void over(String what) {
    if (known.remove(what) != null) {
      LOG.info("what {} stores is looked at again", what);
    }
  }
}
