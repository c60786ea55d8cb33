package dev.slipway.cloud.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.MacAddress;
import dev.slipway.cloud.qemu.Acceleration;
import dev.slipway.cloud.qemu.Drive;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibvirtTemplateTest {
  private static final UUID ID = UUID.fromString("6c7d5a38-0a3e-4b38-9d5f-1f1f3e2a9c11");

  /** Written anew with {@code -Dgoldens.write=true}. */
  private static final Path GOLDENS = Path.of("src/test/resources/dev/slipway/cloud/libvirt");

  @TempDir Path folder;
  private Path disk;
  private Path context;
  private LibvirtTemplate template;

  @BeforeEach
  void setUp() throws IOException {
    disk = Files.write(folder.resolve("a&b <debian1>.qcow2"), new byte[] {'Q', 'F', 'I', -5});
    context = Files.write(folder.resolve("context.iso"), new byte[2048]);
    Files.createDirectories(folder.resolve("net/virbr0/bridge"));
    Files.createDirectories(folder.resolve("net/eth0"));
    template = new LibvirtTemplate(folder.resolve("net"));
  }

  private LibvirtSpec full(Architecture architecture, Firmware firmware, Drive.Bus bus) {
    return new LibvirtSpec(
        "debian1",
        Optional.of(ID),
        architecture,
        firmware,
        512,
        2,
        disk,
        Optional.of(context),
        bus,
        "virbr0",
        new MacAddress("00:16:c0:a8:7a:11"));
  }

  private void matches(String golden, String xml) throws Exception {
    String written = xml.replace(folder.toString(), "/opt/cloud");
    if (Boolean.getBoolean("goldens.write")) {
      Files.writeString(GOLDENS.resolve(golden), written);
    }
    assertThat(GOLDENS.resolve(golden)).hasContent(written);
    Path file = Files.writeString(folder.resolve(golden), xml);
    Command.of("virt-xml-validate", file.toString(), "domain").run();
  }

  @Test
  void printsTheTraditionalDomain() throws Exception {
    LibvirtSpec spec = LibvirtSpec.of("debian1", disk, Optional.of(context), "virbr0");
    matches("plain.xml", template.print(spec, Acceleration.KVM, List.of()));
  }

  @Test
  void printsAllThatThereIs() throws Exception {
    LibvirtSpec spec = full(Architecture.AMD64, Firmware.UEFI, Drive.Bus.SCSI_CDROM);
    matches("full.xml", template.print(spec, Acceleration.TCG, List.of()));
  }

  @Test
  void printsOtherArchitectures() throws Exception {
    LibvirtSpec arm = full(Architecture.ARM64, Firmware.UEFI, Drive.Bus.VIRTIO);
    matches("arm64.xml", template.print(arm, Acceleration.TCG, List.of()));
  }

  @Test
  void namesTheEmulatorThatIsAskedForWhereItIsThere() throws Exception {
    Path kvm = Files.createFile(folder.resolve("kvm"));
    assertThat(template.print(emulatedBy(kvm), Acceleration.KVM, List.of()))
        .contains("<emulator>" + kvm + "</emulator>");
    Files.delete(kvm);
    assertThatThrownBy(() -> template.print(emulatedBy(kvm), Acceleration.KVM, List.of()))
        .hasMessageContaining("emulator " + kvm + " is not there");
  }

  private LibvirtSpec emulatedBy(Path program) {
    return new LibvirtSpec(
        "debian1",
        Optional.empty(),
        Architecture.AMD64,
        Firmware.BIOS,
        512,
        1,
        disk,
        Optional.empty(),
        Drive.Bus.VIRTIO,
        "virbr0",
        MacAddress.fromName("debian1"),
        Optional.of(program));
  }

  @Test
  void refusesNamesAndIdsThatAreTaken() throws Exception {
    Path templates = Files.createDirectory(folder.resolve("templates"));
    LibvirtSpec spec = full(Architecture.AMD64, Firmware.BIOS, Drive.Bus.VIRTIO);
    Files.writeString(
        templates.resolve("one.xml"), template.print(spec, Acceleration.KVM, List.of()));
    Files.writeString(templates.resolve("net.xml"), "<network><name>debian1</name></network>");
    List<Domain> known = KnownDomains.inFolder(templates);
    assertThat(known)
        .containsExactly(
            new Domain("debian1", Optional.of(ID), templates.resolve("one.xml").toString()));
    assertThatThrownBy(() -> template.print(spec, Acceleration.KVM, known))
        .isInstanceOfSatisfying(
            CloudException.class, e -> assertThat(e.code()).isEqualTo(CloudException.Code.TAKEN))
        .hasMessageContaining("a domain named debian1 is there already (")
        .hasMessageContaining("one.xml")
        .hasMessageContaining("UUID " + ID + " belongs to the domain debian1");
  }

  @Test
  void refusesPathsAndBridgesThatAreNotThere() {
    LibvirtSpec spec =
        LibvirtSpec.of(
            "x", folder.resolve("no.qcow2"), Optional.of(folder.resolve("no.iso")), "no");
    assertThatThrownBy(() -> template.print(spec, Acceleration.KVM, List.of()))
        .hasMessageContaining("disk " + folder.resolve("no.qcow2") + " is not there; make it with")
        .hasMessageContaining("context medium " + folder.resolve("no.iso") + " is not there;")
        .hasMessageContaining("bridge no is not there");
    LibvirtSpec ether = LibvirtSpec.of("x", disk, Optional.empty(), "eth0");
    assertThatThrownBy(() -> template.print(ether, Acceleration.KVM, List.of()))
        .hasMessage("network interface eth0 is not a bridge; name one that is");
    LibvirtSpec sly = LibvirtSpec.of("x", disk, Optional.empty(), "../virbr0");
    assertThatThrownBy(() -> template.print(sly, Acceleration.KVM, List.of()))
        .hasMessageContaining("bridge ../virbr0 is not there");
  }

  @Test
  void namesATemplateThatIsNoXml() throws Exception {
    Path templates = Files.createDirectory(folder.resolve("templates"));
    Files.writeString(templates.resolve("bad.xml"), "<domain>");
    assertThatThrownBy(() -> KnownDomains.inFolder(templates))
        .hasMessageContaining("bad.xml is not well-formed XML");
    Files.writeString(
        templates.resolve("bad.xml"),
        "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><domain><name>&e;</name></domain>");
    assertThatThrownBy(() -> KnownDomains.inFolder(templates)).hasMessageContaining("DOCTYPE");
  }
}
