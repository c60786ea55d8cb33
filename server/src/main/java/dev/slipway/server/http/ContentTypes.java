package dev.slipway.server.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What clients send and want. */
public final class ContentTypes {
  private ContentTypes() {}

  /**
   * Which of several types a body has.
   *
   * @throws Refusal 415 where it is none of them
   */
  public static MediaType require(ServerRequest request, MediaType... taken) throws Refusal {
    MediaType sent = sent(request);
    for (MediaType each : taken) {
      if (sent != null && each.equalsTypeAndSubtype(sent)) {
        return each;
      }
    }
    Problem problem =
        new Problem(
            "unsupported-media-type",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "the body's Content-Type is %s, not %s"
                .formatted(names(taken), sent == null ? "left out" : "`" + sent + "`"));
    throw new Refusal(problem.with("Accept", names(taken)));
  }

  private static @Nullable MediaType sent(ServerRequest request) throws Refusal {
    try {
      return request.headers().contentType().orElse(null);
    } catch (InvalidMediaTypeException e) {
      throw Problems.invalid("the header Content-Type is no media type");
    }
  }

  /**
   * Which of several types a client wants most; the first where it does not care.
   *
   * @throws Refusal 406 where it wants none of them
   */
  public static MediaType wanted(ServerRequest request, MediaType... made) throws Refusal {
    List<MediaType> accepted;
    try {
      accepted = request.headers().accept();
    } catch (InvalidMediaTypeException e) {
      throw Problems.invalid("the header Accept is no list of media types");
    }
    if (accepted.isEmpty()) {
      return made[0];
    }
    List<MediaType> sorted =
        accepted.stream()
            .filter(type -> type.getQualityValue() > 0)
            .sorted(Comparator.comparingDouble(MediaType::getQualityValue).reversed())
            .toList();
    for (MediaType want : sorted) {
      for (MediaType each : made) {
        if (want.includes(each)) {
          return each;
        }
      }
    }
    throw new Refusal(
        new Problem(
            "not-acceptable",
            HttpStatus.NOT_ACCEPTABLE,
            "here is only " + names(made) + "; the header Accept wants something else"));
  }

  /** Lets only those through who take JSON, before anything is done for them. */
  public static HandlerFilterFunction<ServerResponse, ServerResponse> json() {
    return (request, next) -> {
      wanted(request, MediaType.APPLICATION_JSON);
      return next.handle(request);
    };
  }

  private static String names(MediaType[] types) {
    return Arrays.stream(types).map(MediaType::toString).collect(Collectors.joining(", "));
  }
}
