package dev.slipway.farm;

import dev.slipway.process.Event;
import java.util.Set;

/** Hands events on without the secrets that may be in them. */
record Redacting(Event.Listener to, Set<String> secrets) implements Event.Listener {
  @Override
  public void on(Event event) {
    to.on(
        switch (event) {
          case Event.Output(String step, String line) -> new Event.Output(step, clean(line));
          case Event.Warning(String step, String text) -> new Event.Warning(step, clean(text));
          case Event.Failed(String step, String text) -> new Event.Failed(step, clean(text));
          case Event.Planned _, Event.Started _, Event.Progress _, Event.Finished _ -> event;
        });
  }

  String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }
}
