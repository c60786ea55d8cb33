package dev.slipway.cli.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes as {@code 512M}, {@code 10G}, {@code 10GiB} or plain bytes; powers of 1024. */
public final class Bytes implements ITypeConverter<Long> {
  private static final String UNITS = "KMGT";
  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(?:([KMGTkmgt])(?:i?[Bb])?)?");

  @Override
  public Long convert(String written) {
    Matcher matcher = FORM.matcher(written);
    if (!matcher.matches()) {
      throw wrong(written);
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    int shift = unit == null ? 0 : 10 * (UNITS.indexOf(Character.toUpperCase(unit.charAt(0))) + 1);
    if (number > Long.MAX_VALUE >> shift) {
      throw wrong(written);
    }
    return number << shift;
  }

  private static TypeConversionException wrong(String written) {
    return new TypeConversionException(
        "'" + written + "' is not a size; write a whole number with K, M, G or T, such as 10G");
  }
}
