package dev.slipway.server.api;

import java.util.Arrays;
import java.util.List;
import org.springframework.web.servlet.function.ServerRequest;

/** Entity tags, by which clients say what they have already (RFC 9110, section 13). */
final class Tags {
  private Tags() {}

  /** Whether {@code If-None-Match} names a tag; weakness does not matter there. */
  static boolean match(ServerRequest request, String tag) {
    List<String> headers = request.headers().header("If-None-Match");
    return headers.stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(String::strip)
        .anyMatch(known -> known.equals("*") || strong(known).equals(strong(tag)));
  }

  private static String strong(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
