package dev.slipway.cloud.boot;

import dev.slipway.cloud.Firmware;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of one boot.
 *
 * @param bootTime from QEMU's start until the expected text came; empty where it did not
 * @param commands those that came to their end
 * @param failure why it did not pass; empty where it did
 * @param lastLines the end of what came on the serial console, without control codes
 * @param serialLog all that came, as it came
 * @param screenshot what the display showed when it failed
 */
public record BootResult(
    Firmware firmware,
    Optional<Duration> bootTime,
    List<CommandResult> commands,
    Optional<String> failure,
    List<String> lastLines,
    Path serialLog,
    Optional<Path> screenshot) {
  public BootResult {
    commands = List.copyOf(commands);
    lastLines = List.copyOf(lastLines);
  }

  /**
   * What a command in the guest did.
   *
   * @param command its line
   * @param status its exit status
   * @param output what it wrote, errors too
   */
  public record CommandResult(String command, int status, List<String> output) {
    public CommandResult {
      output = List.copyOf(output);
    }
  }

  /** Whether the image came up and every command ended with status 0. */
  public boolean passed() {
    return failure.isEmpty();
  }

  /** What a user is told about a failure: the reason, the console's end, and where all of it is. */
  public String explanation() {
    StringBuilder text = new StringBuilder(failure.orElse("passed"));
    if (!lastLines.isEmpty()) {
      text.append("\nthe serial console's last lines:");
      lastLines.forEach(line -> text.append("\n  ").append(line));
    }
    text.append("\nthe whole log: ").append(serialLog);
    screenshot.ifPresent(file -> text.append("\na screenshot: ").append(file));
    return text.toString();
  }
}
