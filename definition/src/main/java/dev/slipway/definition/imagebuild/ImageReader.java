package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the section of one type of image. */
final class ImageReader {
  private static final List<String> STAGES =
      List.of("all", "gather", "createrepo", "buildinstall", "createiso");

  private final Settings image;
  private final Request request;

  ImageReader(Settings image, Request request) {
    this.image = image;
    this.request = request;
  }

  BootImage boot() {
    String release = image.required("release", "17");
    return new BootImage(
        request,
        image.required("product", "fedora"),
        release,
        image.required("version", "17"),
        sources(release),
        image.address("proxy", Addresses.PROXIES),
        image.path("outdir"),
        image.path("workdir"));
  }

  DvdImage dvd() {
    boolean abbreviated = image.text("version").isEmpty() && image.text("ver").isPresent();
    return new DvdImage(
        request,
        image.required("name", "fedora"),
        image.required(abbreviated ? "ver" : "version", "17"),
        image.text("flavor"),
        image.choice("stage", STAGES),
        image.flag("force", false),
        !image.flag("nosource", true),
        image.flag("sourceisos", false),
        image.address("bugurl", Addresses.WEB),
        image.path("destdir"),
        image.path("cachedir"),
        image.path("workdir"),
        kickstart());
  }

  LiveImage live() {
    return new LiveImage(
        request,
        image.required("label", "FedoraDesktop"),
        image.text("title"),
        image.text("product"),
        image.required("releasever", "17"),
        image.path("tmpdir"),
        image.path("cachedir"),
        image.path("logfile"),
        kickstart());
  }

  /** A path, or an address. */
  private Address kickstart() {
    String text = image.required("config", "fedora-live-desktop.ks");
    return text.contains("://")
        ? image.address("config", Addresses.WEB).orElseThrow()
        : new Address(text);
  }

  private List<PackageSource> sources(String release) {
    List<PackageSource> sources = new ArrayList<>();
    if (!release.isEmpty()) {
      source(release).ifPresent(sources::add);
      for (String updates : List.of("updates", "updates-testing")) {
        if (image.flag(updates, false)) {
          source(release + "-" + updates).ifPresent(sources::add);
        }
      }
    }
    return sources;
  }

  private Optional<PackageSource> source(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    Optional<Address> url = image.address(key + "_url", Addresses.WEB);
    Optional<Address> mirror = image.address(key + "_mirror", Addresses.WEB);
    if (url.isEmpty() && mirror.isEmpty()) {
      image.needs(
          "`" + key + "_url` or `" + key + "_mirror`",
          key + "_url=https://example.org/releases/17/Everything/x86_64/os");
      return Optional.empty();
    }
    return Optional.of(new PackageSource(name, url, mirror));
  }
}
