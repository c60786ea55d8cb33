package dev.slipway.disk.vmdk;

import dev.slipway.disk.Detail;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a VMDK says of itself. */
public final class VmdkDetails {
  private static final Pattern FIELD =
      Pattern.compile("(version|CID|createType)\\s*=\\s*\"?([^\"\\s]{1,64})\"?\\s*");

  private VmdkDetails() {}

  /** Reads it from the disk's only or first file, which stays open. */
  public static List<Detail> read(FileSource file) throws IOException {
    return Descriptor.starts(file) ? descriptor(file) : sparse(file);
  }

  private static List<Detail> descriptor(FileSource file) throws IOException {
    Map<String, String> fields = fields(Descriptor.lines(file));
    List<Detail> details = new ArrayList<>();
    add(details, "type", fields.get("createType"));
    add(details, "version", fields.get("version"));
    add(details, "CID", fields.get("CID"));
    List<String> names =
        Descriptor.read(file).extents().stream()
            .map(Descriptor.Part::file)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    details.add(new Detail.Names("extents", names));
    return details;
  }

  private static List<Detail> sparse(FileSource file) throws IOException {
    SparseHeader header = SparseHeader.read(file);
    Map<String, String> fields = fields(Descriptor.lines(file, header));
    List<Detail> details = new ArrayList<>();
    add(details, "type", fields.get("createType"));
    add(details, "version", Integer.toString(header.version()));
    details.add(new Detail.Bytes("grain size", header.grainBytes()));
    add(details, "compression", header.compressed() ? "deflate" : "none");
    add(details, "CID", fields.get("CID"));
    return details;
  }

  private static Map<String, String> fields(List<String> lines) {
    Map<String, String> fields = new HashMap<>();
    for (String line : lines) {
      Matcher field = FIELD.matcher(line);
      if (field.matches()) {
        fields.putIfAbsent(field.group(1), field.group(2));
      }
    }
    return fields;
  }

  private static void add(List<Detail> details, String label, @Nullable String text) {
    if (text != null) {
      details.add(new Detail.Text(label, text));
    }
  }
}
