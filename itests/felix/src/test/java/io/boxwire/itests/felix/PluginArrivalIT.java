package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecPlugin;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A codec comes into a running system that does not know it, and leaves it: the plugin for AAC,
 * which is written against the contracts alone, as a third party's would be.
 */
public class PluginArrivalIT extends FelixTestSupport {
  private static final String PLUGIN = "io.boxwire.codec.aac";
  private static final int RATE = 48_000;
  private static final int BLOCK = 1_024;
  private static final Duration CODEC_WAIT = Duration.ofMillis(800);

  /** What finishing a file may take on a machine that has other things to do. */
  private static final Duration FINISHING = Duration.ofSeconds(10);

  private Path file;
  private Optional<Bundle> plugin = Optional.empty();

  @Before
  public void beginWithoutThePlugin() throws Exception {
    for (Bundle bundle : context.getBundles()) {
      if (PLUGIN.equals(bundle.getSymbolicName())) {
        bundle.uninstall();
      }
    }
    assertTrue(context.getServiceReferences(CodecPlugin.class, "(codec=aac)").isEmpty());
    file = Files.createTempDirectory("plugin-arrival").resolve("out.mp4");
  }

  @After
  public void removeThePlugin() throws BundleException {
    leave();
  }

  @Test
  public void codecNobodyKnows_isNamedUntilItsPluginArrives() throws Exception {
    Muxer muxer = open();
    MediaException unknown = assertThrows(MediaException.class, () -> muxer.addTrack(aac()));
    assertEquals(Code.NO_CODEC, unknown.code());
    assertTrue(unknown.getMessage(), unknown.getMessage().contains("aac"));

    arrive();
    int track = muxer.addTrack(aac());
    write(muxer, track, 0, 20);
    muxer.close();
    assertEquals(blocks(20), stored());
  }

  @Test
  public void fileThatIsOpen_codecLeavesForGood_endsPlayableAndSaysWhatIsMissing()
      throws Exception {
    arrive();
    Muxer muxer = open();
    int track = muxer.addTrack(aac());
    write(muxer, track, 0, 20);
    long left = System.nanoTime();
    leave();
    write(muxer, track, 20, 5);

    MediaException gone = assertThrows(MediaException.class, muxer::close);
    Duration took = Duration.ofNanos(System.nanoTime() - left);
    assertEquals(Code.CODEC_GONE, gone.code());
    assertTrue(gone.getMessage(), gone.getMessage().matches(".*\\b5\\b.*"));
    assertTrue("the whole wait was granted: " + took, took.compareTo(CODEC_WAIT) >= 0);
    assertTrue("no longer: " + took, took.compareTo(CODEC_WAIT.plus(FINISHING)) < 0);
    assertEquals(blocks(20), stored());
    MediaException later = assertThrows(MediaException.class, () -> write(muxer, track, 25, 1));
    assertEquals(Code.CODEC_GONE, later.code());
  }

  @Test
  public void fileThatIsOpen_codecLeavesAndComesBack_goesOnWithoutAGap() throws Exception {
    arrive();
    Muxer muxer = open();
    int track = muxer.addTrack(aac());
    write(muxer, track, 0, 20);
    leave();
    write(muxer, track, 20, 5);
    arrive();
    write(muxer, track, 25, 5);
    muxer.close();
    assertEquals(blocks(30), stored());
  }

  @Test
  public void fileThatIsClosed_codecHasLeft_isStillListedAndRead() throws Exception {
    arrive();
    try (Muxer muxer = open()) {
      write(muxer, muxer.addTrack(aac()), 0, 20);
    }
    leave();
    try (Demuxer demuxer = demuxer()) {
      assertFalse(demuxer.movie().tracks().get(0).codec().isPresent());
    }
    assertEquals(blocks(20), stored());
    arrive();
    try (Demuxer demuxer = demuxer()) {
      assertEquals(Optional.of("aac"), demuxer.movie().tracks().get(0).codec());
    }
  }

  private void arrive() throws BundleException {
    Bundle bundle = context.installBundle(jar("codec.aac").toUri().toString());
    plugin = Optional.of(bundle);
    bundle.start();
    service(CodecPlugin.class, "(codec=aac)");
  }

  private void leave() throws BundleException {
    if (plugin.isPresent()) {
      plugin.get().uninstall();
      plugin = Optional.empty();
    }
  }

  private Muxer open() throws MediaException {
    MuxerOptions options = MuxerOptions.builder().codecWait(CODEC_WAIT, 1 << 20).build();
    return service(MuxerFactory.class, "(container=mp4)").open(new Sink.File(file), options);
  }

  private Demuxer demuxer() throws MediaException {
    return service(DemuxerFactory.class, "(container=mp4)")
        .open(new Source.File(file), DemuxerOptions.builder().build());
  }

  private static TrackFormat aac() {
    return TrackFormat.audio("aac", RATE, 2).build();
  }

  private static void write(Muxer muxer, int track, int first, int count) throws Exception {
    for (int i = first; i < first + count; i++) {
      ByteBuffer payload = ByteBuffer.wrap(block(i));
      muxer.write(Frame.on(track).time((long) i * BLOCK).payload(payload).build());
    }
  }

  /** An access unit as an encoder in a camera delivers it: of no sound, but like no other. */
  private static byte[] block(int number) {
    byte[] block = new byte[40 + number];
    Arrays.fill(block, (byte) (number + 1));
    return block;
  }

  private static List<ByteBuffer> blocks(int count) {
    List<ByteBuffer> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(ByteBuffer.wrap(block(i)));
    }
    return blocks;
  }

  /** What the samples of the only track hold, in order. */
  private List<ByteBuffer> stored() throws MediaException {
    List<ByteBuffer> samples = new ArrayList<>();
    try (Demuxer demuxer = demuxer()) {
      SampleCursor cursor = demuxer.samples(demuxer.movie().tracks().get(0).id());
      while (cursor.next()) {
        ByteBuffer sample = ByteBuffer.allocate(cursor.size());
        cursor.read(sample);
        samples.add(sample.flip());
      }
    }
    return samples;
  }
}
