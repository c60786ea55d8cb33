package dev.slipway.release.source;

import dev.slipway.release.digest.Algorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The name of a build by what goes into it: the same as the BOSH client's, 64 hexadecimal digits.
 *
 * <p>Source: bosh-contract.md, section 2, "Fingerprint".
 */
public final class Fingerprint {
  private static final Comparator<String> BYTEWISE =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private static final int SHOWN = 12;

  private Fingerprint() {}

  /** Enough of one for people to tell builds apart by. */
  public static String shown(String fingerprint) {
    return fingerprint.substring(0, Math.min(SHOWN, fingerprint.length()));
  }

  /** Of files, and of the names of packages that are needed before. */
  public static String of(Collection<SourceFile> files, Collection<String> dependencies)
      throws IOException {
    MessageDigest sum = begin();
    for (SourceFile each : sorted(files)) {
      sum.update(each.chunk().getBytes(StandardCharsets.UTF_8));
    }
    return end(sum, dependencies);
  }

  /**
   * Of files that are in an archive already.
   *
   * @param chunks by the files' names: name, {@code sha256:} with the content's, mode
   */
  public static String of(Map<String, String> chunks, Collection<String> dependencies) {
    MessageDigest sum = begin();
    chunks.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BYTEWISE))
        .forEach(each -> sum.update(each.getValue().getBytes(StandardCharsets.UTF_8)));
    return end(sum, dependencies);
  }

  private static MessageDigest begin() {
    MessageDigest sum = Algorithm.SHA256.begin();
    sum.update("v2".getBytes(StandardCharsets.UTF_8));
    return sum;
  }

  private static String end(MessageDigest sum, Collection<String> dependencies) {
    List<String> names = dependencies.stream().sorted(BYTEWISE).toList();
    sum.update(String.join(",", names).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sum.digest());
  }

  /** By their names, byte by byte. */
  public static List<SourceFile> sorted(Collection<SourceFile> files) {
    return files.stream().sorted(Comparator.comparing(SourceFile::name, BYTEWISE)).toList();
  }
}
