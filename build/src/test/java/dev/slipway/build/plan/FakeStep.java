package dev.slipway.build.plan;

import dev.slipway.build.cache.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A step of a test's own. */
final class FakeStep implements Step {
  /** What it does. */
  interface Action {
    void run(Work work) throws IOException, InterruptedException;
  }

  private final String name;
  private final List<Step> needs;
  private final Action action;
  private final boolean kept;

  private FakeStep(String name, List<Step> needs, boolean kept, Action action) {
    this.name = name;
    this.needs = needs;
    this.kept = kept;
    this.action = action;
  }

  static FakeStep of(String name, Action action, Step... needs) {
    return new FakeStep(name, List.of(needs), true, action);
  }

  /** One that writes its name into a file. */
  static FakeStep writing(String name, Step... needs) {
    return of(name, work -> Files.writeString(work.result().resolve("file"), name), needs);
  }

  /** One whose result is not kept, and which is never done. */
  static FakeStep passing(String name, Action action, Step... needs) {
    return new FakeStep(name, List.of(needs), false, action);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return "Do " + name;
  }

  @Override
  public Fingerprint fingerprint() {
    return Fingerprint.of(name).build();
  }

  @Override
  public List<Step> needs() {
    return needs;
  }

  @Override
  public boolean isKept() {
    return kept;
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    action.run(work);
  }
}
