package dev.slipway.disk.iso;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import dev.slipway.disk.iso.IsoImage.Names;
import dev.slipway.disk.tree.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what an image is, and reads its best hierarchy. */
final class IsoReader {
  private static final int FIRST_DESCRIPTOR = 16;
  private static final int MAX_DESCRIPTORS = 64;
  private static final Set<String> JOLIET = Set.of("%/@", "%/C", "%/E");

  private final IsoSource source;
  private @Nullable FoundRecord primaryRoot;
  private @Nullable FoundRecord jolietRoot;
  private String label = "";

  IsoReader(Path image, DiskSource source) {
    this.source = new IsoSource(image, source);
  }

  IsoImage read() throws IOException {
    readDescriptors();
    FoundRecord primary = primaryRoot;
    if (primary == null) {
      throw source.wrong(at(FIRST_DESCRIPTOR), "the image has no primary volume descriptor");
    }
    int skip = rockRidgeSkip(primary);
    if (skip >= 0) {
      return new IsoImage(label, Names.ROCK_RIDGE, walk(Names.ROCK_RIDGE, primary, skip));
    }
    if (jolietRoot != null) {
      return new IsoImage(label, Names.JOLIET, walk(Names.JOLIET, jolietRoot, 0));
    }
    return new IsoImage(label, Names.PLAIN, walk(Names.PLAIN, primary, 0));
  }

  private Directory walk(Names names, FoundRecord root, int skip) throws IOException {
    return new IsoWalk(source, names, skip).walk(root);
  }

  private void readDescriptors() throws IOException {
    for (int i = 0; i < MAX_DESCRIPTORS; i++) {
      long position = at(FIRST_DESCRIPTOR + i);
      ByteBuffer sector = source.sector(FIRST_DESCRIPTOR + i);
      if (!text(sector, 1, 5).equals(VolumeDescriptor.MAGIC)) {
        throw source.wrong(position + 1, "no 'CD001': this is no ISO 9660 image");
      }
      int type = sector.get(0) & 0xFF;
      if (type == VolumeDescriptor.TERMINATOR) {
        return;
      }
      if (type == VolumeDescriptor.PRIMARY && primaryRoot == null) {
        label = text(sector, VolumeDescriptor.LABEL, VolumeDescriptor.LABEL_LENGTH).strip();
        primaryRoot = root(sector, position);
      }
      if (type == VolumeDescriptor.SUPPLEMENTARY
          && JOLIET.contains(text(sector, VolumeDescriptor.ESCAPES, 3))) {
        jolietRoot = root(sector, position);
      }
    }
  }

  private FoundRecord root(ByteBuffer sector, long position) throws IOException {
    sector.order(ByteOrder.LITTLE_ENDIAN);
    int block = sector.getShort(VolumeDescriptor.BLOCK_SIZE) & 0xFFFF;
    if (block != IsoRecord.SECTOR) {
      throw source.wrong(
          position + VolumeDescriptor.BLOCK_SIZE,
          "blocks of %d bytes; only 2048 can be read".formatted(block));
    }
    return FoundRecord.read(source, sector, position, VolumeDescriptor.ROOT);
  }

  /** How many bytes to skip before Rock Ridge's entries (SP); -1 where there are none. */
  private int rockRidgeSkip(FoundRecord root) throws IOException {
    ByteBuffer sector = source.read(root.start(), IsoRecord.SECTOR);
    if (sector.get(0) == 0) {
      throw source.wrong(root.start(), "the root directory has no record of its own");
    }
    ByteBuffer use = FoundRecord.read(source, sector, root.start(), 0).systemUse();
    boolean shared =
        use.limit() >= 7
            && text(use, 0, 2).equals("SP")
            && use.get(4) == (byte) 0xBE
            && use.get(5) == (byte) 0xEF;
    return shared ? use.get(6) & 0xFF : -1;
  }

  private static long at(long sector) {
    return sector * IsoRecord.SECTOR;
  }

  private static String text(ByteBuffer in, int at, int length) {
    byte[] bytes = new byte[length];
    in.get(at, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** For names that are empty, have slashes, or lead elsewhere. */
  static void checkName(IsoSource source, long position, String name) throws DiskException {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0) {
      throw source.wrong(position, "'%s' cannot be a file's name".formatted(name));
    }
  }
}
