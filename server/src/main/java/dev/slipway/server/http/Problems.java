package dev.slipway.server.http;

import dev.slipway.definition.Diagnostic;
import dev.slipway.queue.QueueException;
import dev.slipway.server.http.Problem.Mistake;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** Problems of kinds that come again and again. */
public final class Problems {
  private Problems() {}

  /** The problem that goes with a fault of what was asked. */
  public static Problem problem(QueueException fault) {
    HttpStatus status =
        switch (fault.code()) {
          case INVALID -> HttpStatus.BAD_REQUEST;
          case DEFINITION, UNSUPPORTED -> HttpStatus.UNPROCESSABLE_CONTENT;
          case UNKNOWN -> HttpStatus.NOT_FOUND;
          case FORBIDDEN -> HttpStatus.FORBIDDEN;
          case CONFLICT -> HttpStatus.CONFLICT;
          case SPACE -> HttpStatus.INSUFFICIENT_STORAGE;
          case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
          case UNREACHABLE, CONFIGURATION -> HttpStatus.BAD_GATEWAY;
        };
    return new Problem(
        fault.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        status,
        String.valueOf(fault.getMessage()),
        mistakes(fault.diagnostics()),
        Map.of());
  }

  /** The answer that goes with a fault of what was asked. */
  public static ServerResponse of(QueueException fault) {
    return problem(fault).answer();
  }

  /** An answer with a status and a reason. */
  public static ServerResponse of(HttpStatus status, String detail) {
    return of(status).detailed(detail).answer();
  }

  /** A request that cannot be understood, or asks for what cannot be. */
  public static Refusal invalid(String detail) {
    return new Refusal(new Problem("invalid", HttpStatus.BAD_REQUEST, detail));
  }

  /** Diagnostics of a file that was sent. */
  public static List<Mistake> mistakes(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(d ->
            new Mistake(
                d.file(),
                Optional.of(d.at().line()).filter(line -> line > 0),
                Optional.of(d.at().column()).filter(column -> column > 0),
                d.severity().word(),
                d.message()))
        .toList();
  }

  /** What a status alone says, for when nobody has said more. */
  static Problem of(HttpStatus status) {
    String kind = status.getReasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    return new Problem(
        kind,
        status,
        switch (status) {
          case BAD_REQUEST -> "the request is no whole HTTP request that can be answered";
          case UNAUTHORIZED -> "sign in, or send a token: `Authorization: Bearer …`";
          case FORBIDDEN -> "you may not do that";
          case NOT_FOUND -> "there is nothing at this address";
          case URI_TOO_LONG -> "the address is too long";
          case REQUEST_HEADER_FIELDS_TOO_LARGE -> "the headers are too large";
          default -> "the request is not answered: " + status.getReasonPhrase();
        });
  }
}
