package dev.slipway.disk.iso;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes Rock Ridge's entries (RRIP 1.09, 4.1). */
final class RockRidge {
  static final int TYPE_SHIFT = 12;
  static final int FIFO = 0x1;
  static final int CHARACTER_DEVICE = 0x2;
  static final int DIRECTORY = 0x4;
  static final int BLOCK_DEVICE = 0x6;
  static final int REGULAR = 0x8;
  static final int SYMLINK = 0xA;
  static final int SOCKET = 0xC;

  /** In NM and in SL and its components: it goes on in the next one. */
  static final int CONTINUE = 1;

  static final int COMPONENT_CURRENT = 2;
  static final int COMPONENT_PARENT = 4;
  static final int COMPONENT_ROOT = 8;

  /** Times of change, of access and of change of attributes follow, seven bytes each. */
  private static final int TIMES = 2 | 4 | 8;

  private static final int MAX_TARGET = 4095;

  /**
   * Linux cuts longer names of Rock Ridge, although its other file systems have up to 255 bytes.
   */
  private static final int MAX_NAME = 253;

  private static final String ID = "RRIP_1991A";
  private static final String DESCRIPTION =
      "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS";
  private static final String SOURCE =
      "PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN"
          + " PRIMARY VOLUME DESCRIPTOR FOR CONTACT INFORMATION.";

  private RockRidge() {}

  /** The first entry in the image (SP): Rock Ridge is here, and nothing is to be skipped. */
  static SuspEntry sharing() {
    return new SuspEntry.Fixed("SP", new byte[] {(byte) 0xBE, (byte) 0xEF, 0});
  }

  /** What the entries mean (ER). */
  static SuspEntry reference() {
    ByteBuffer data = ByteBuffer.allocate(4 + ID.length() + DESCRIPTION.length() + SOURCE.length());
    data.put((byte) ID.length());
    data.put((byte) DESCRIPTION.length());
    data.put((byte) SOURCE.length());
    data.put((byte) 1);
    data.put((ID + DESCRIPTION + SOURCE).getBytes(StandardCharsets.US_ASCII));
    return new SuspEntry.Fixed("ER", data.array());
  }

  /** Mode, links, owner and group (PX), and times (TF). */
  static List<SuspEntry> attributes(Node node, int links) {
    Metadata metadata = node.metadata();
    ByteBuffer mode = ByteBuffer.allocate(32);
    IsoRecord.putBoth(mode, ((long) type(node) << TYPE_SHIFT) | metadata.mode());
    IsoRecord.putBoth(mode, links);
    IsoRecord.putBoth(mode, metadata.uid());
    IsoRecord.putBoth(mode, metadata.gid());
    ByteBuffer times = ByteBuffer.allocate(22).put((byte) TIMES);
    for (int i = 0; i < 3; i++) {
      IsoRecord.putTime(times, metadata.mtime());
    }
    return List.of(
        new SuspEntry.Fixed("PX", mode.array()), new SuspEntry.Fixed("TF", times.array()));
  }

  private static int type(Node node) {
    return switch (node) {
      case Directory _ -> DIRECTORY;
      case RegularFile _ -> REGULAR;
      case Symlink _ -> SYMLINK;
      case Special special ->
          switch (special.kind()) {
            case CHARACTER_DEVICE -> CHARACTER_DEVICE;
            case BLOCK_DEVICE -> BLOCK_DEVICE;
            case FIFO -> FIFO;
            case SOCKET -> SOCKET;
          };
    };
  }

  /** The name (NM), in as many pieces as it takes. */
  static List<SuspEntry> name(String path, String name) throws DiskException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_NAME) {
      throw new DiskException(
          "%s: the name has %d bytes; Linux reads up to %d in an ISO 9660 image"
              .formatted(path, bytes.length, MAX_NAME));
    }
    return pieces("NM", bytes);
  }

  /** Entries that start with a flag, which says whether the next one goes on with the bytes. */
  private static List<SuspEntry> pieces(String tag, byte[] bytes) {
    int room = SuspEntry.MAX_DATA - 1;
    List<SuspEntry> entries = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += room) {
      int end = Math.min(bytes.length, at + room);
      byte[] data = new byte[1 + end - at];
      data[0] = (byte) (end < bytes.length ? CONTINUE : 0);
      System.arraycopy(bytes, at, data, 1, end - at);
      entries.add(new SuspEntry.Fixed(tag, data));
    }
    return entries;
  }

  /**
   * A symbolic link's target (SL): components of {flags, length, bytes}. Components end where an
   * entry ends, so that each entry can be read on its own; one that is too long goes on in the
   * next.
   */
  static List<SuspEntry> target(String path, String target) throws DiskException {
    int length = target.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > MAX_TARGET) {
      throw new DiskException(
          "%s: the link's target has %d bytes; it must have 1 to %d"
              .formatted(path, length, MAX_TARGET));
    }
    List<SuspEntry> entries = new ArrayList<>();
    var data = new ByteArrayOutputStream();
    for (byte[] component : components(target)) {
      if (1 + data.size() + component.length > SuspEntry.MAX_DATA) {
        entries.add(link(data, true));
        data.reset();
      }
      data.writeBytes(component);
    }
    entries.add(link(data, false));
    return entries;
  }

  private static SuspEntry link(ByteArrayOutputStream components, boolean goesOn) {
    byte[] data = new byte[1 + components.size()];
    data[0] = (byte) (goesOn ? CONTINUE : 0);
    System.arraycopy(components.toByteArray(), 0, data, 1, components.size());
    return new SuspEntry.Fixed("SL", data);
  }

  private static List<byte[]> components(String target) {
    List<byte[]> components = new ArrayList<>();
    String rest = target;
    if (target.startsWith("/")) {
      components.add(new byte[] {COMPONENT_ROOT, 0});
      rest = target.substring(1);
    }
    for (String name : rest.split("/", -1)) {
      switch (name) {
        case "" -> {} // slashes in a row, or at the end: the same path without them
        case "." -> components.add(new byte[] {COMPONENT_CURRENT, 0});
        case ".." -> components.add(new byte[] {COMPONENT_PARENT, 0});
        default -> addName(components, name.getBytes(StandardCharsets.UTF_8));
      }
    }
    return components;
  }

  private static void addName(List<byte[]> components, byte[] name) {
    int room = SuspEntry.MAX_DATA - 3;
    for (int at = 0; at < name.length; at += room) {
      int end = Math.min(name.length, at + room);
      byte[] component = new byte[2 + end - at];
      component[0] = (byte) (end < name.length ? CONTINUE : 0);
      component[1] = (byte) (end - at);
      System.arraycopy(Arrays.copyOfRange(name, at, end), 0, component, 2, end - at);
      components.add(component);
    }
  }

  /**
   * A device's numbers (PN): both in the low half, as everybody reads them, or one in each half
   * where the minor one is too large for that; Linux knows both.
   */
  static SuspEntry device(Special device) {
    boolean fits = device.minor() <= 0xFF && device.major() > 0;
    long low = fits ? ((long) device.major() << 8) | device.minor() : device.minor();
    ByteBuffer data = ByteBuffer.allocate(16);
    IsoRecord.putBoth(data, fits ? 0 : device.major());
    IsoRecord.putBoth(data, low);
    return new SuspEntry.Fixed("PN", data.array());
  }

  /** This directory lies elsewhere (CL). */
  static SuspEntry child(IsoDirectory moved) {
    return new SuspEntry.Pointer("CL", moved);
  }

  /** The directory above is in truth this one (PL). */
  static SuspEntry parent(IsoDirectory origin) {
    return new SuspEntry.Pointer("PL", origin);
  }

  /** This name is for directories that were moved, and not to be shown (RE). */
  static SuspEntry relocated() {
    return new SuspEntry.Fixed("RE", new byte[0]);
  }
}
