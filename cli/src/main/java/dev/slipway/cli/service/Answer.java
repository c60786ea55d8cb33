package dev.slipway.cli.service;

import dev.slipway.cli.terminal.Text;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a broker has answered.
 *
 * @param body missing where it was no JSON object
 * @param pause how long to wait before asking again, where it says so
 * @param identity of the request, which the broker's log has too
 */
record Answer(int status, JsonNode body, Optional<Duration> pause, String identity) {
  boolean isOk() {
    return status == 200 || status == 201;
  }

  boolean isGoing() {
    return status == 202;
  }

  /** A text of the body; empty where there is none. */
  String text(String key) {
    return Text.plain(body.path(key).asString(""));
  }

  /** What this says, where it is not what was hoped for. */
  BrokerFault fault() {
    String word = text("error");
    String said = text("description");
    String code = word.isEmpty() ? String.valueOf(status) : status + " " + word;
    String remedy = remedy(word);
    BrokerFault.Sort sort =
        status == 408 || status >= 500 || status < 400
            ? BrokerFault.Sort.UNCLEAR
            : BrokerFault.Sort.REFUSED;
    String what = "the broker refuses";
    if (sort == BrokerFault.Sort.UNCLEAR) {
      what =
          status < 400 || !body.isObject()
              ? "the broker answers strangely"
              : "the broker has failed";
    }
    return new BrokerFault(
        sort,
        status,
        "%s (%s)%s%s"
            .formatted(
                what,
                code,
                said.isEmpty() ? "" : ": " + said,
                remedy.isEmpty() ? "" : "; " + remedy));
  }

  private String when() {
    return pause.map(p -> " in " + Math.max(1, p.toSeconds()) + " s").orElse(" later");
  }

  private String log() {
    return "its log may have more on it: request " + identity;
  }

  private String remedy(String word) {
    return switch (word) {
      case "ConcurrencyError" -> "wait until that is over: `slipway service status NAME --wait`";
      case "MaintenanceInfoConflict" ->
          "the catalog has another version by now: `slipway service update NAME --upgrade`";
      case "RequiresApp" -> "name the application with --app GUID";
      case "InstanceBound" ->
          "remove its bindings too: `slipway service delete NAME --with-bindings`";
      case "AsyncRequired" ->
          "this broker wants `accepts_incomplete`, which was sent: tell its makers";
      default ->
          switch (status) {
            case 401, 403 ->
                "are name and password right? run `slipway service login` for this broker";
            case 404 -> "is this the address of a broker?";
            case 412 -> "it does not speak version " + BrokerClient.VERSION + " of the API";
            case 429 -> "try again" + when();
            case 503 -> pause.isPresent() ? "try again" + when() : log();
            default -> status >= 500 ? log() : "";
          };
    };
  }
}
