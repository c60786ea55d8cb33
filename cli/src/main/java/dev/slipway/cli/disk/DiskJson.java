package dev.slipway.cli.disk;

import dev.slipway.disk.DiskInfo;
import dev.slipway.disk.partition.PartitionListing.Entry;
import dev.slipway.disk.partition.PartitionTable;
import dev.slipway.disk.partition.PartitionType;
import dev.slipway.disk.qcow2.Qcow2Info;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Disks for programs; sizes and places are in bytes. */
final class DiskJson {
  private DiskJson() {}

  static Map<String, Object> of(Path file, DiskInfo info, FoundPartitions found) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", file.toString());
    fields.put("format", info.format().label());
    fields.put("size", info.size());
    fields.put("fileSize", info.fileSize());
    fields.put("usedSize", info.usedSize());
    fields.put("qcow2", info.qcow2().map(DiskJson::of).orElse(null));
    Map<String, Object> details = new LinkedHashMap<>();
    info.details().forEach(each -> details.put(DetailText.key(each), DetailText.json(each)));
    fields.put("details", details);
    fields.put("table", found.listing().map(FoundPartitions::scheme).orElse(null));
    fields.put("tableId", found.listing().map(l -> l.id()).orElse(null));
    fields.put("noTable", found.listing().isPresent() ? null : found.reason());
    fields.put(
        "partitions",
        found
            .listing()
            .map(l -> l.partitions().stream().map(DiskJson::of).toList())
            .orElse(List.of()));
    return fields;
  }

  private static Map<String, Object> of(Qcow2Info info) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("compat", info.version() == 2 ? "0.10" : "1.1");
    fields.put("clusterSize", info.clusterSize());
    fields.put("compression", info.compression().label());
    fields.put("base", info.backingFile().orElse(null));
    fields.put("baseFormat", info.backingFormat().orElse(null));
    fields.put("snapshots", info.snapshots());
    fields.put("dirty", info.dirty());
    fields.put("corrupt", info.corrupt());
    return fields;
  }

  private static Map<String, Object> of(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", entry.number());
    fields.put("start", entry.start() * PartitionTable.SECTOR);
    fields.put("size", entry.sectors() * PartitionTable.SECTOR);
    fields.put("type", entry.type().map(DiskJson::word).orElse(null));
    fields.put("typeId", entry.typeId());
    fields.put("name", entry.name());
    fields.put("guid", entry.guid().map(Object::toString).orElse(null));
    fields.put("bootable", entry.bootable());
    return fields;
  }

  /** A partition's type in words. */
  static String word(PartitionType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
