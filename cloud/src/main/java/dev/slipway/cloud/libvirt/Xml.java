package dev.slipway.cloud.libvirt;

import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An XML document that is written from its root down; each method but {@code close} says it. */
final class Xml {
  private final Document document;
  private Element current;

  Xml(String root) {
    try {
      document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK makes XML documents", e);
    }
    current = document.createElement(root);
    document.appendChild(current);
  }

  /** Begins an element in the current one, which it becomes. */
  Xml open(String name) {
    Element element = document.createElement(name);
    current.appendChild(element);
    current = element;
    return this;
  }

  Xml attribute(String name, String value) {
    current.setAttribute(name, value);
    return this;
  }

  Xml content(String text) {
    current.setTextContent(text);
    return this;
  }

  /** Ends the current element; the one around it is the current one again. */
  Xml close() {
    Node parent = current.getParentNode();
    if (!(parent instanceof Element element)) {
      throw new IllegalStateException("the root stays open");
    }
    current = element;
    return this;
  }

  /** An element with text. */
  Xml text(String name, String text) {
    return open(name).content(text).close();
  }

  /** An element with attributes: names and values in turn. */
  Xml empty(String name, String... attributes) {
    open(name);
    for (int i = 0; i < attributes.length; i += 2) {
      attribute(attributes[i], attributes[i + 1]);
    }
    return close();
  }

  /** The whole document, indented, with an end of line. */
  String print() {
    StringWriter out = new StringWriter();
    try {
      Transformer writer = TransformerFactory.newInstance().newTransformer();
      writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      writer.setOutputProperty(OutputKeys.INDENT, "yes");
      writer.setOutputProperty("{http://xml.apache.org/xslt}indent-amount", "2");
      writer.transform(new DOMSource(document), new StreamResult(out));
    } catch (TransformerException e) {
      throw new IllegalStateException("the JDK writes XML documents", e);
    }
    return out.toString();
  }
}
