package dev.slipway.broker.cubrid;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code cubrid spacedb --size-unit=M} writes.
 *
 * <p>Source: CUBRID's manual of 10 and later, "spacedb".
 */
final class Space {
  private static final Pattern PERMANENT =
      Pattern.compile("\\s*PERMANENT\\s+PERMANENT DATA\\s+[0-9]+\\s+([0-9]+(?:\\.[0-9]+)?) M\\s.*");
  private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1L << 20);

  private Space() {}

  /** The bytes that tables and indexes have, without what is free in files and without the log. */
  static long used(List<String> lines) throws BackendException {
    for (String line : lines) {
      Matcher row = PERMANENT.matcher(line);
      if (row.matches()) {
        return new BigDecimal(row.group(1)).multiply(MEGABYTE).longValue();
      }
    }
    throw new BackendException(
        Kind.REFUSED,
        "`cubrid spacedb` does not say what is used; CUBRID 10 and later do: "
            + String.join(" ", lines).strip());
  }
}
