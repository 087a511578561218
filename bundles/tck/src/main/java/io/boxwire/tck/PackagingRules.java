package io.boxwire.tck;

import io.boxwire.api.Boxwire;
import io.boxwire.api.codec.CodecPlugin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.HashSet;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * How a plugin is offered: as a component and a capability of its bundle, and by a services file.
 * Of a class that lies in no bundle, as one in a folder of tests, none of that {@link #apply
 * applies}.
 */
final class PackagingRules {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private final CodecPlugin plugin;
  private final Optional<Attributes> manifest;

  PackagingRules(CodecPlugin plugin) throws IOException {
    this.plugin = plugin;
    this.manifest = manifest(plugin.getClass());
  }

  /** Whether the plugin's class lies in a bundle. */
  boolean apply() {
    return manifest.isPresent();
  }

  void component() throws IOException {
    Optional<Element> found = descriptor();
    Clause.COMPONENT.require(
        found.isPresent(),
        () -> "Service-Component names no component of " + plugin.getClass().getName());
    Element component = found.orElseThrow();
    Clause.COMPONENT.requireEqual(
        "true", component.getAttribute("immediate"), "the attribute immediate");
    Clause.COMPONENT.requireEqual(
        Set.of(CodecPlugin.class.getName()),
        attributes(component, "provide", "interface"),
        "the set of interfaces provided");
    Clause.COMPONENT.requireEqual(
        Set.of(plugin.codec()), property(component, CodecPlugin.CODEC), CodecPlugin.CODEC);
    Clause.COMPONENT.requireEqual(
        plugin.sampleEntries(),
        property(component, CodecPlugin.SAMPLE_ENTRIES),
        CodecPlugin.SAMPLE_ENTRIES);
  }

  void capability() {
    String provided = header("Provide-Capability");
    Clause.CAPABILITY.require(
        provided.matches(".*\\bio\\.boxwire\\.codec;[^,]*[=\",]" + plugin.codec() + "\\b.*"),
        () -> "Provide-Capability is \"" + provided + '"');
    String required = header("Require-Capability");
    Clause.CAPABILITY.require(
        !required.contains("osgi.serviceloader"),
        () -> "a service loader extender is required, which a stock framework has not");
  }

  void plainJar() {
    try {
      Boxwire boxwire = Boxwire.load(plugin.getClass().getClassLoader());
      Clause.PLAIN_JAR.require(
          boxwire.codecs().stream().anyMatch(c -> c.getClass() == plugin.getClass()),
          () -> "META-INF/services/" + CodecPlugin.class.getName() + " lacks " + plugin.getClass());
    } catch (ServiceConfigurationError e) {
      Clause.PLAIN_JAR.broken(e.getMessage(), e);
    }
  }

  private String header(String name) {
    String value = manifest.orElseThrow().getValue(name);
    return value == null ? "" : value;
  }

  /** The component whose implementation is the plugin's class. */
  private Optional<Element> descriptor() throws IOException {
    for (String path : header("Service-Component").split("\\s*,\\s*")) {
      if (!path.isEmpty()) {
        try (InputStream in = resource(plugin.getClass(), path).openStream()) {
          Element root = parse(in).getDocumentElement();
          if (attributes(root, "implementation", "class").contains(plugin.getClass().getName())) {
            return Optional.of(root);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The values of a property: in an attribute, or on lines where there are several. */
  private static Set<String> property(Element component, String name) {
    Set<String> values = new HashSet<>();
    NodeList properties = component.getElementsByTagName("property");
    for (int i = 0; i < properties.getLength(); i++) {
      Element property = (Element) properties.item(i);
      if (property.getAttribute("name").equals(name)) {
        property
            .getTextContent()
            .concat("\n" + property.getAttribute("value"))
            .lines()
            .map(String::trim)
            .filter(value -> !value.isEmpty())
            .forEach(values::add);
      }
    }
    return values;
  }

  private static Set<String> attributes(Element component, String element, String attribute) {
    Set<String> values = new HashSet<>();
    NodeList elements = component.getElementsByTagName(element);
    for (int i = 0; i < elements.getLength(); i++) {
      values.add(((Element) elements.item(i)).getAttribute(attribute));
    }
    return values;
  }

  private static Document parse(InputStream in) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(in);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("a component descriptor is no XML", e);
    }
  }

  private static Optional<Attributes> manifest(Class<?> type) throws IOException {
    try (InputStream in = resource(type, MANIFEST).openStream()) {
      Attributes attributes = new Manifest(in).getMainAttributes();
      boolean bundle = attributes.getValue("Bundle-SymbolicName") != null;
      return bundle ? Optional.of(attributes) : Optional.empty();
    } catch (FileNotFoundException none) {
      return Optional.empty();
    }
  }

  /** A resource of the jar or folder that a class lies in, and of no other. */
  private static URL resource(Class<?> type, String path) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    String self = type.getClassLoader().getResource(file).toString();
    return new URL(self.substring(0, self.length() - file.length()) + path);
  }
}
