package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code slipway build logs}. */
@Command(
    name = "logs",
    description = "Prints what a build's packages and scripts have printed.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "With -f, the exit status is 0 if the build succeeds, and 1 if it does not.",
      "Examples:",
      "  slipway build logs -f 12",
      "  slipway build logs --step install 12 | less"
    })
final class ShowLog implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int INTERRUPTED = 130;

  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the build's end.")
  private boolean follow;

  @Option(names = "--step", paramLabel = "STEP", description = "Only what one step has printed.")
  private @Nullable String step;

  @Option(names = "--json", description = "Print all events as JSON, one a line.")
  private boolean json;

  @Parameters(paramLabel = "ID", description = "The build's number.")
  private String id = "";

  ShowLog(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    long build = BuildIds.read(id);
    try (Api api = server.api(surroundings)) {
      if (follow) {
        return follow(api, build);
      }
      if (json) {
        events(api, build);
      } else {
        String filter =
            step == null ? "" : "?step=" + URLEncoder.encode(step, StandardCharsets.UTF_8);
        lines(api, "/builds/" + build + "/log" + filter, "text/plain");
      }
      return 0;
    }
  }

  private int follow(Api api, long build) throws IOException, InterruptedException {
    try {
      new EventSource(api, sink()).follow(build, 0);
    } catch (InterruptedException e) {
      surroundings.err().println("slipway: build " + build + " goes on");
      return INTERRUPTED;
    }
    String state = api.get("/builds/" + build).path("state").asString("");
    if (!json) {
      surroundings.err().println("slipway: build " + build + " " + Text.plain(state));
    }
    return state.equals("succeeded") ? 0 : 1;
  }

  private EventSource.Sink sink() {
    return new EventSource.Sink() {
      @Override
      public void event(String text) {
        if (json) {
          surroundings.out().println(text);
        } else {
          said(JSON.readTree(text));
        }
      }

      @Override
      public void lost(IOException fault) {
        surroundings.err().println("slipway: " + fault.getMessage() + "; trying again");
      }
    };
  }

  /** As the server writes it in a log that is not followed. */
  private void said(JsonNode event) {
    String from = event.path("step").asString("");
    String kind = event.path("event").asString("");
    boolean wanted = step == null || step.equals(from);
    boolean line = kind.equals("output");
    if (wanted && (line || kind.equals("warning") || kind.equals("failed"))) {
      String text =
          line ? event.path("line").asString("") : kind + ": " + event.path("message").asString("");
      surroundings.out().println(shown(step == null ? from + ": " + text : text));
    }
  }

  private void events(Api api, long build) throws IOException, InterruptedException {
    long last = 0;
    int count;
    do {
      JsonNode page = api.get("/builds/" + build + "/events?after=" + last).path("events");
      for (JsonNode each : page) {
        surroundings.out().println(each);
        last = each.path("seq").asLong(last);
      }
      count = page.size();
    } while (count > 0);
  }

  private void lines(Api api, String path, String type) throws IOException, InterruptedException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(api.open(path, "Accept", type).body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        surroundings.out().println(shown(line));
      }
    }
  }

  /** Whoever wrote a script does not steer the terminal of whoever reads its log. */
  private static String shown(String line) {
    return line.replaceAll("[\\p{Cc}&&[^\t]]", "?");
  }
}
