package dev.slipway.server.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * The part of a file that is asked for (RFC 9110, section 14).
 *
 * @param from the first byte's number, from 0
 * @param length how many bytes; 0 where the file ends before the part begins
 */
record ByteRange(long from, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /**
   * The one that a request asks for; empty for the whole file. Several parts, or what is none, or
   * parts of another version of the file are answered with the whole, as the RFC allows.
   */
  static Optional<ByteRange> of(ServerRequest request, long size, String tag) {
    List<String> headers = request.headers().header("Range");
    String unchanged = request.headers().firstHeader("If-Range");
    if (headers.size() != 1 || (unchanged != null && !unchanged.equals(tag))) {
      return Optional.empty();
    }
    return parse(headers.getFirst(), size);
  }

  static Optional<ByteRange> parse(String header, long size) {
    Matcher parts = ONE.matcher(header);
    if (!parts.matches() || (parts.group(1).isEmpty() && parts.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (parts.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(parts.group(2)), size);
      return Optional.of(new ByteRange(size - last, last));
    }
    long from = Long.parseLong(parts.group(1));
    long to = parts.group(2).isEmpty() ? size - 1 : Long.parseLong(parts.group(2));
    if (to < from && from < size) {
      return Optional.empty();
    }
    return Optional.of(new ByteRange(from, Math.max(0, Math.min(to, size - 1) - from + 1)));
  }

  /** As {@code Content-Range} has it. */
  String header(long size) {
    return "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }
}
