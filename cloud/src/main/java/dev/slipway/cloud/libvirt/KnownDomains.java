package dev.slipway.cloud.libvirt;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Finds the domains that are there already, so that a new one gets a name of its own. */
public final class KnownDomains {
  private static final Duration VIRSH_LIMIT = Duration.ofSeconds(10);
  private static final Pattern LISTED =
      Pattern.compile("\\s*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\s+(\\S.*?)\\s*");

  private KnownDomains() {}

  /** The domains of a folder's templates: its files {@code *.xml} whose root is a domain. */
  public static List<Domain> inFolder(Path folder) throws IOException {
    List<Domain> domains = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.xml")) {
      for (Path file : files) {
        template(file).ifPresent(domains::add);
      }
    }
    return domains;
  }

  /**
   * The domains that libvirt knows.
   *
   * @param uri whom to ask: {@code qemu:///system}
   * @return empty where virsh is not there or libvirt does not answer
   */
  public static Optional<List<Domain>> ofLibvirt(String uri) throws InterruptedException {
    try {
      List<String> lines =
          Command.of("virsh", "--readonly", "-q", "-c", uri, "list", "--all", "--uuid", "--name")
              .timeout(VIRSH_LIMIT)
              .lines();
      return Optional.of(parse(lines, uri));
    } catch (CommandFailed e) {
      // Who prints a template for another host has no libvirt here: that is no fault.
      return Optional.empty();
    }
  }

  static List<Domain> parse(List<String> lines, String place) {
    List<Domain> domains = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = LISTED.matcher(line);
      if (matcher.matches()) {
        UUID uuid = UUID.fromString(matcher.group(1));
        domains.add(new Domain(matcher.group(2), Optional.of(uuid), place));
      }
    }
    return domains;
  }

  private static Optional<Domain> template(Path file) throws IOException {
    Element root;
    try {
      root = parser().parse(file.toFile()).getDocumentElement();
    } catch (SAXException e) {
      throw new IOException(
          "template " + file + " is not well-formed XML: " + e.getMessage() + "; mend or move it",
          e);
    }
    if (!root.getTagName().equals("domain")) {
      return Optional.empty();
    }
    Optional<UUID> uuid =
        child(root, "uuid").filter(text -> text.matches("[0-9A-Fa-f-]{36}")).map(UUID::fromString);
    return child(root, "name").map(name -> new Domain(name, uuid, file.toString()));
  }

  private static Optional<String> child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return Optional.of(node.getTextContent().strip());
      }
    }
    return Optional.empty();
  }

  /** A parser that opens nothing but the file that it is given. */
  private static DocumentBuilder parser() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser has these features", e);
    }
  }
}
