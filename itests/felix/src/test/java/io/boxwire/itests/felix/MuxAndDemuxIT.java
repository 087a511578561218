package io.boxwire.itests.felix;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.CodecPlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;

/**
 * Frames of the built-in device go into a file and come back, all of it through services.
 *
 * <p>What the media are worth to others is for the interoperation tests to judge; here it is shown
 * that the parts find each other.
 */
public class MuxAndDemuxIT extends FelixTestSupport {
  private static final int FRAMES = 200;
  private static final int VIDEO = 1;
  private static final int AUDIO = 2;

  private Path directory;

  @Before
  public void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("mux-and-demux");
    for (String codec : List.of("h264", "h265", "g711a", "g711u")) {
      service(CodecPlugin.class, "(codec=" + codec + ")");
    }
  }

  @Test
  public void h264AndALaw_everyLayout_comeBack() throws Exception {
    for (Layout layout : Layout.values()) {
      checkComesBack("h264", "g711a", layout);
    }
  }

  @Test
  public void h265AndMuLaw_everyLayout_comeBack() throws Exception {
    for (Layout layout : Layout.values()) {
      checkComesBack("h265", "g711u", layout);
    }
  }

  private void checkComesBack(String video, String audio, Layout layout) throws Exception {
    Path file = directory.resolve(video + "-" + audio + "-" + layout + ".mp4");
    Told written = mux(file, video, audio, layout);
    Told read = demux(file, video, audio);
    String what = file.getFileName().toString();
    assertEquals(what, written.times(), read.times());
    assertEquals(what, written.syncs, read.syncs);
    assertArrayEquals(what, written.audio.toByteArray(), read.audio.toByteArray());
    assertTrue(what, written.audio.size() > 0 && written.syncs.contains(true));
  }

  private Told mux(Path file, String video, String audio, Layout layout) throws Exception {
    CaptureDevice device = service(CaptureDevice.class, "(device.id=builtin)");
    CaptureRequest request =
        CaptureRequest.builder().video(video).audio(audio).options(Map.of("pace", "fast")).build();
    Told told = new Told();
    try (CaptureSession session = device.open(request);
        Muxer muxer =
            service(MuxerFactory.class, "(container=mp4)")
                .open(new Sink.File(file), MuxerOptions.of(layout))) {
      for (TrackFormat format : session.tracks()) {
        int track = muxer.addTrack(format);
        assertEquals(format.codec(), Optional.of(track == VIDEO ? video : audio));
      }
      for (int i = 0; i < FRAMES; i++) {
        Frame frame = session.read().orElseThrow();
        told.add(frame);
        muxer.write(frame);
      }
    }
    return told;
  }

  private Told demux(Path file, String video, String audio) throws MediaException {
    Told told = new Told();
    try (Demuxer demuxer =
        service(DemuxerFactory.class, "(container=mp4)")
            .open(new Source.File(file), DemuxerOptions.builder().build())) {
      assertEquals(
          List.of(Optional.of(video), Optional.of(audio)),
          demuxer.movie().tracks().stream().map(track -> track.codec()).toList());
      for (Optional<Frame> frame = demuxer.read(); frame.isPresent(); frame = demuxer.read()) {
        told.add(frame.get());
      }
    }
    return told;
  }

  /** What was seen of the frames of a file. */
  private static final class Told {
    private final List<Long> compositionTimes = new ArrayList<>();
    final List<Boolean> syncs = new ArrayList<>();
    final ByteArrayOutputStream audio = new ByteArrayOutputStream();

    void add(Frame frame) {
      if (frame.track() == AUDIO) {
        ByteBuffer payload = frame.payload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        audio.writeBytes(bytes);
      } else {
        compositionTimes.add(frame.compositionTime());
        syncs.add(frame.sync());
      }
    }

    /** The composition times of the pictures, after the first. */
    List<Long> times() {
      return compositionTimes.stream().map(time -> time - compositionTimes.get(0)).toList();
    }
  }
}
