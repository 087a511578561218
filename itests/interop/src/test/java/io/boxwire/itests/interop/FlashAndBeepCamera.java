package io.boxwire.itests.interop;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A camera that flashes and beeps at the same moments of one clock: every 25 pictures, for two of
 * them, and for 60 ms. Its microphone is open before it sees anything, its pictures come later than
 * the sound of their moment, and its frame rate is an option.
 */
public final class FlashAndBeepCamera implements CaptureDevice {
  static final String ID = "flash";

  /** Option: pictures a second, or {@link #JITTER}. */
  static final String RATE = "rate";

  /** A frame rate that is never the same: pictures last 10 to 70 ms. */
  static final String JITTER = "jitter";

  /** Where the capture clock stands at the first picture. */
  static final long CLOCK_NANOS = 86_400_000_000_000L;

  private static final int PERIOD = 25;
  private static final int FLASH = 5;
  private static final long BEEP_NANOS = 60_000_000;
  private static final long BLOCK_NANOS = 40_000_000;
  private static final int BLOCK = 320;
  private static final long SOUND_NANOS = -510_000_000;
  private static final long LATENCY_NANOS = 150_000_000;
  private static final int TIMESCALE = 90_000;
  private static final int RATE_OF_SOUND = 8000;

  /** Nothing is reused. */
  private static final PayloadOwner HEAP =
      new PayloadOwner() {
        @Override
        public void retain() {}

        @Override
        public void release() {}
      };

  /** When each picture is captured, from the first one on, in nanoseconds. */
  static long[] schedule(String rate, int pictures) {
    long[] times = new long[pictures];
    Random random = new Random(99);
    for (int i = 1; i < pictures; i++) {
      times[i] =
          rate.equals(JITTER)
              ? times[i - 1] + 10_000_000 + random.nextInt(60_000_000)
              : Math.round(i * 1e9 / Double.parseDouble(rate));
    }
    return times;
  }

  /** When flash and beep begin, from the first picture on, in nanoseconds. */
  static List<Long> flashes(long[] schedule) {
    return IntStream.range(0, schedule.length)
        .filter(i -> i % PERIOD == FLASH)
        .mapToObj(i -> schedule[i])
        .toList();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "flashes and beeps";
  }

  @Override
  public List<Option> options() {
    return List.of(new Option(RATE, "pictures a second, or " + JITTER, "25"));
  }

  @Override
  public CaptureSession open(CaptureRequest request) {
    return new Session(schedule(request.options().getOrDefault(RATE, "25"), 10_000));
  }

  /** Two groups of pictures; one alone would repeat the number of its IDR picture. */
  private static synchronized List<ByteBuffer> pictures() {
    try {
      Path stream = Files.createDirectories(Path.of("target", "streams")).resolve("flash.h264");
      Ffmpeg.ffmpeg(
          "-f",
          "lavfi",
          "-i",
          "color=black:size=160x120:rate=25:duration=2,geq=cb=128:cr=128:lum='16+219*between(mod(N\\,"
              + PERIOD
              + ")\\,"
              + FLASH
              + "\\,"
              + (FLASH + 1)
              + ")'",
          "-c:v",
          "libx264",
          "-g",
          PERIOD,
          "-keyint_min",
          PERIOD,
          "-sc_threshold",
          0,
          "-bf",
          0,
          stream);
      return ElementaryStream.cut("h264", stream, AssemblerOptions.builder().build())
          .frames()
          .stream()
          .map(Frame::payload)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Session implements CaptureSession {
    private final long[] schedule;
    private final List<ByteBuffer> pictures = pictures();
    private int picture;
    private int block;

    Session(long[] schedule) {
      this.schedule = schedule;
    }

    @Override
    public List<TrackFormat> tracks() {
      return List.of(
          TrackFormat.video("h264", TIMESCALE).build(),
          TrackFormat.audio("g711u", RATE_OF_SOUND, 1).build());
    }

    @Override
    public Optional<Frame> read() {
      long soundDue = SOUND_NANOS + (block + 1) * BLOCK_NANOS;
      return Optional.of(
          schedule[picture] + LATENCY_NANOS < soundDue ? nextPicture() : nextBlock());
    }

    @Override
    public void close() {}

    private Frame nextPicture() {
      long time = CLOCK_NANOS + schedule[picture];
      return Frame.on(1)
          .time(Math.round(time / 1e9 * TIMESCALE))
          .randomAccess(picture % PERIOD == 0 ? RandomAccess.SYNC : RandomAccess.NONE)
          .payload(pictures.get(picture++ % pictures.size()).duplicate())
          .transferred(HEAP)
          .build();
    }

    private Frame nextBlock() {
      byte[] sound = new byte[BLOCK];
      long start = SOUND_NANOS + block * BLOCK_NANOS;
      for (int i = 0; i < BLOCK; i++) {
        sound[i] = sample(start + i * BLOCK_NANOS / BLOCK, i);
      }
      block++;
      return Frame.on(2)
          .time(Math.round((CLOCK_NANOS + start) / 1e9 * RATE_OF_SOUND))
          .duration(BLOCK)
          .randomAccess(RandomAccess.SYNC)
          .payload(ByteBuffer.wrap(sound))
          .transferred(HEAP)
          .build();
    }

    /** A square wave of 1 kHz in mu-law, or silence. */
    private byte sample(long nanos, int index) {
      for (int i = FLASH; i < schedule.length && schedule[i] <= nanos; i += PERIOD) {
        if (nanos < schedule[i] + BEEP_NANOS) {
          return (byte) (index / 4 % 2 == 0 ? 0x80 : 0x00);
        }
      }
      return (byte) 0xff;
    }
  }
}
