package io.boxwire.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.Source;
import io.boxwire.itests.karaf.StockKaraf.Client;
import io.boxwire.itests.karaf.StockKaraf.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * What a user of Karaf does first, with a Karaf unzipped from its distribution: add the features
 * repository, install, record, look, update a codec while it records, shut down. The files are read
 * by this process, not by Karaf.
 */
public class StockKarafIT {
  private static final Duration GROWTH = Duration.ofSeconds(60);
  private static final int PICTURES = 300;

  private Path folder;
  private StockKaraf karaf;

  @Before
  public void start() throws Exception {
    Path containers = Path.of(System.getProperty("boxwire.containers"));
    folder = Files.createTempDirectory(Files.createDirectories(containers), "stock");
    karaf =
        StockKaraf.start(
            Path.of(System.getProperty("karaf.zip")),
            Path.of(System.getProperty("boxwire.repository")),
            folder);
  }

  @After
  public void stop() {
    karaf.close();
  }

  @Test
  public void boxwire_installedByHand_recordsAndSwapsAndShutsDown() throws Exception {
    String version = System.getProperty("boxwire.version");
    does("feature:repo-add mvn:io.boxwire/io.boxwire.features/" + version + "/xml/features");
    does("feature:install boxwire");

    Path first = folder.resolve("first.mp4");
    assertTrue(does("media:record " + first + " --frames 20").contains(first.toString()));
    assertTrue(does("media:info " + first).contains("avc1"));
    assertEquals(20, pictures(first));

    Path second = folder.resolve("second.mp4");
    Client recording = karaf.begin("media:record " + second + " --frames " + PICTURES);
    Waiting.until("a file that grows", GROWTH, () -> size(second) > 0 && size(second) > 4096);
    Path revision = folder.resolve("revision.jar");
    Files.write(revision, Revisions.of(Revisions.jar("codec.h264"), "1.0.1"));
    does("bundle:update io.boxwire.codec.h264 " + revision.toUri());
    assertTrue("it still records", recording.isRunning());
    assertTrue(does("bundle:list -t 0 -s").matches("(?s).*1\\.0\\.1[^\n]*codec\\.h264.*"));
    Said end = recording.await();
    assertEquals(end.text(), 0, end.status());
    assertEquals(PICTURES, pictures(second));

    assertEquals(0, karaf.shutDown());
    assertFalse(karaf.log(), karaf.log().contains("| ERROR |"));
  }

  private String does(String command) throws Exception {
    Said said = karaf.client(command);
    assertEquals(command + ": " + said.text(), 0, said.status());
    return said.text();
  }

  private static long size(Path file) throws Exception {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Reads a whole file with the bundles as plain jars, and counts its pictures. */
  private static int pictures(Path file) throws Exception {
    int count = 0;
    try (Demuxer demuxer =
        Boxwire.load(StockKarafIT.class.getClassLoader())
            .demuxers()
            .open(new Source.File(file), DemuxerOptions.builder().build())) {
      for (Optional<Frame> frame = demuxer.read(); frame.isPresent(); frame = demuxer.read()) {
        count += frame.get().track() == 1 ? 1 : 0;
      }
    }
    return count;
  }
}
