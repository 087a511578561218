package io.boxwire.runtime.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Uses what of the JDK every command will use, in a thread of its own while the framework starts on
 * the main one: the first use of each part costs milliseconds, and most machines have a second
 * processor. Nothing depends on it having happened.
 */
final class JdkWarmUp {
  private static final byte[] DOCUMENT = "<a b='c'/>".getBytes(StandardCharsets.UTF_8);

  private JdkWarmUp() {}

  /**
   * Starts the thread, which ends by itself.
   *
   * @param file any file that can be read
   */
  static void start(Path file) {
    Thread thread = new Thread(() -> warmUp(file), "boxwire-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void warmUp(Path file) {
    try {
      // The framework formats a number early, which loads the data of the locale.
      String.format(Locale.getDefault(), "%d", 1);
      // SCR parses the descriptions of components,
      SAXParserFactory.newInstance()
          .newSAXParser()
          .parse(new ByteArrayInputStream(DOCUMENT), new DefaultHandler());
      // and has the framework open them, with their type and the time that a jar gives, local time.
      URLConnection.guessContentTypeFromName("component.xml");
      ZoneId.systemDefault().getRules().getOffset(Instant.EPOCH);
      // Commands read and write by channels.
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        channel.read(ByteBuffer.allocate(1));
      }
    } catch (IOException | ParserConfigurationException | SAXException e) {
      // Who needs it on the main thread meets the same trouble, and knows what it means there.
      return;
    }
  }
}
