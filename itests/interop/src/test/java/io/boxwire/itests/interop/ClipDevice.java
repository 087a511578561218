package io.boxwire.itests.interop;

import io.boxwire.api.Frame;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * A camera that delivers the pictures of a coded stream with sound beside them, each block of it
 * different, and waits while it is not read. A test can do something before each frame.
 */
final class ClipDevice implements CaptureDevice {
  static final String ID = "clip";
  static final int BLOCK = 320;

  /** Capture times begin at 100 s, as on a clock that was not started for the recording. */
  private static final int BEGIN = 100;

  private final List<TrackFormat> formats;
  private final List<Frame> frames;
  private final IntConsumer before;

  /**
   * Makes a camera.
   *
   * @param video its pictures
   * @param before is told the number of the frame that is to be read
   */
  ClipDevice(ElementaryStream video, IntConsumer before) {
    this.formats = List.of(video.format(), TrackFormat.audio("g711u", 8000, 1).build());
    this.frames = frames(video);
    this.before = before;
  }

  private List<Frame> frames(ElementaryStream video) {
    List<Frame> all = new ArrayList<>();
    long begin = (long) BEGIN * video.format().timescale();
    long end = 0;
    for (Frame picture : video.frames()) {
      all.add(
          picture.toBuilder()
              .track(1)
              .times(picture.decodeTime() + begin, picture.compositionTime() + begin)
              .build());
      end = Math.max(end, nanos(all.get(all.size() - 1)));
    }
    Random noise = new Random(8000);
    for (long time = BEGIN * 8000L; ; time += BLOCK) {
      byte[] block = new byte[BLOCK];
      noise.nextBytes(block);
      Frame sound = Frame.on(2).time(time).duration(BLOCK).payload(ByteBuffer.wrap(block)).build();
      if (nanos(sound) > end) {
        break;
      }
      all.add(sound);
    }
    all.sort(Comparator.comparingLong(this::nanos));
    return all;
  }

  private long nanos(Frame frame) {
    return frame.decodeTime() * 1000 / formats.get(frame.track() - 1).timescale();
  }

  /** All frames, in the order they are delivered. */
  List<Frame> frames() {
    return frames;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "a clip";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public CaptureSession open(CaptureRequest request) {
    return new CaptureSession() {
      private int next;

      @Override
      public List<TrackFormat> tracks() {
        return formats;
      }

      @Override
      public Optional<Frame> read() {
        before.accept(next);
        return next < frames.size() ? Optional.of(frames.get(next++).keep()) : Optional.empty();
      }

      @Override
      public boolean waits() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
