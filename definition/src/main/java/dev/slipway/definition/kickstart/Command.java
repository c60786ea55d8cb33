package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.List;

/**
 * A command that is known, and that an image build takes as it is.
 *
 * @param arguments as written, without quotes; passwords may be among them
 */
public record Command(Position at, String name, List<String> arguments) implements Part {
  /** Copies what is mutable. */
  public Command {
    arguments = List.copyOf(arguments);
  }

  @Override
  public String toString() {
    return "Command[at=" + at + ", name=" + name + ", arguments=" + arguments.size() + "]";
  }
}
