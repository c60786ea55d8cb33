package dev.slipway.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a format says of a file, to look at. */
public final class Details {
  private Details() {}

  /** A line for each, as in {@code block size: 2097152}. */
  public static List<String> of(Path file) throws IOException {
    List<Detail> details = Disks.info(file).details();
    return details.stream().map(each -> each.label() + ": " + value(each)).toList();
  }

  private static Object value(Detail detail) {
    return switch (detail) {
      case Detail.Text text -> text.text();
      case Detail.Bytes bytes -> bytes.count();
      case Detail.Names names -> names.names();
    };
  }
}
