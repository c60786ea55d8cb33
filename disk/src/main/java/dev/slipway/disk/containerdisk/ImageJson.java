package dev.slipway.disk.containerdisk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The JSON of an image (OCI Image Format Specification 1.0). */
record ImageJson(ContainerDiskEncoding options) {
  private static final String TYPE = "application/vnd.oci.image.";

  String config(Blob layer) {
    Instant time = options.time().truncatedTo(ChronoUnit.SECONDS);
    return """
    {"created":"%1$s","architecture":"%2$s","os":"linux","config":{},\
    "rootfs":{"type":"layers","diff_ids":["sha256:%3$s"]},\
    "history":[{"created":"%1$s","created_by":"a disk for virtual machines"}]}\
    """
        .formatted(time, options.architecture(), layer.sha256());
  }

  String manifest(Blob config, Blob layer) {
    return """
    {"schemaVersion":2,"mediaType":"%1$smanifest.v1+json",\
    "config":{"mediaType":"%1$sconfig.v1+json","digest":"sha256:%2$s","size":%3$d},\
    "layers":[{"mediaType":"%1$slayer.v1.tar","digest":"sha256:%4$s","size":%5$d}]}\
    """
        .formatted(TYPE, config.sha256(), config.size(), layer.sha256(), layer.size());
  }

  String index(Blob manifest) {
    return """
    {"schemaVersion":2,"mediaType":"%1$sindex.v1+json","manifests":[{\
    "mediaType":"%1$smanifest.v1+json","digest":"sha256:%2$s","size":%3$d,\
    "platform":{"architecture":"%4$s","os":"linux"},\
    "annotations":{"org.opencontainers.image.ref.name":"%5$s"}}]}\
    """
        .formatted(TYPE, manifest.sha256(), manifest.size(), options.architecture(), options.tag());
  }
}
