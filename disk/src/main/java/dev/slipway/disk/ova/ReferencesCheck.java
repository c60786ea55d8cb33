package dev.slipway.disk.ova;

import dev.slipway.disk.archive.TarEntry;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Looks whether the files that a descriptor refers to are there, as large as it says. */
final class ReferencesCheck {
  private final Members members;
  private final Findings findings;
  private final TarEntry descriptor;

  ReferencesCheck(Members members, Findings findings, TarEntry descriptor) {
    this.members = members;
    this.findings = findings;
    this.descriptor = descriptor;
  }

  void check() throws IOException {
    byte[] bytes = members.bytes(descriptor, findings);
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(bytes));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("File")) {
          reference(xml);
        }
      }
    } catch (XMLStreamException e) {
      add(e.getLocation() == null ? 0 : e.getLocation().getLineNumber(), "" + e.getMessage());
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private void reference(XMLStreamReader xml) {
    int line = xml.getLocation().getLineNumber();
    String href = attribute(xml, "href");
    if (href == null) {
      add(line, "a File without href");
      return;
    }
    // What is elsewhere, or in pieces with names of their own, is not looked for.
    if (href.contains("://") || attribute(xml, "chunkSize") != null) {
      return;
    }
    TarEntry entry = find(href);
    String size = attribute(xml, "size");
    if (entry == null) {
      if (members.tar().complete()) {
        add(line, href + " is not in the archive");
      }
    } else if (size != null && !size.strip().equals(Long.toString(entry.size()))) {
      add(line, "%s has %d bytes, and not %s".formatted(href, entry.size(), size.strip()));
    }
  }

  /** By the name as it is written, or with its escapes resolved. */
  private @Nullable TarEntry find(String href) {
    TarEntry entry = members.find(href);
    try {
      String path = new URI(href).getPath();
      return entry == null && path != null ? members.find(path) : entry;
    } catch (URISyntaxException e) {
      return entry;
    }
  }

  /** In whichever namespace: that of the attributes differs among versions. */
  private static @Nullable String attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return null;
  }

  private void add(int line, String problem) {
    findings.add(
        Finding.Kind.BAD_ENTRY,
        descriptor.place(0),
        "%s, line %d: %s".formatted(descriptor.name(), line, problem));
  }
}
