package dev.slipway.server.servicebroker;

import dev.slipway.server.http.ErrorReport;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Tells as the API has it what goes wrong before a route has the request: an address that cannot
 * be, headers that are too large. Tomcat makes one by its class's name.
 */
public final class BrokerErrorReport extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, @Nullable Throwable fault) {
    ErrorReport.answer(
        response,
        "application/json",
        status ->
            Answers.object()
                .put(
                    "description",
                    "the web server refuses the request: "
                        + status.getReasonPhrase().toLowerCase(Locale.ROOT))
                .toString()
                .getBytes(StandardCharsets.UTF_8));
  }
}
