package io.boxwire.itests.swaps.load;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures and sound without end. Each frame says in its payload which one of which track it is:
 * the n-th is always the same.
 */
public final class Film {
  /** What comes before the number, as long as the identifier of a message in H.264 and H.265. */
  public static final String MARK = "boxwire-frame-no";

  /** The number of the track of pictures. */
  public static final int VIDEO = 1;

  /** The number of the track of sound. */
  public static final int AUDIO = 2;

  private static final int VIDEO_TIMESCALE = 90_000;
  private static final int PICTURE_TICKS = VIDEO_TIMESCALE / 25;
  private static final int WIDTH = 128;
  private static final int HEIGHT = 96;
  private static final int AUDIO_RATE = 8_000;

  /** 32 ms: the ends of blocks and of pictures fall together only now and then. */
  private static final int BLOCK = 256;

  private static final long PICTURE_NANOS = 1_000_000_000L * PICTURE_TICKS / VIDEO_TIMESCALE;
  private static final long BLOCK_NANOS = 1_000_000_000L * BLOCK / AUDIO_RATE;

  /** Memory that is never used again. */
  private static final PayloadOwner NOBODY =
      new PayloadOwner() {
        @Override
        public void retain() {
          // The collector sees to it.
        }

        @Override
        public void release() {
          // The collector sees to it.
        }
      };

  private final String videoCodec;
  private final String audioCodec;
  private final Clip clip;

  /**
   * A film from its beginning.
   *
   * @param videoCodec {@code h264} or {@code h265}
   * @param audioCodec {@code g711a} or {@code g711u}
   */
  public Film(String videoCodec, String audioCodec) {
    this.videoCodec = videoCodec;
    this.audioCodec = audioCodec;
    this.clip = Clip.of(videoCodec);
  }

  /**
   * The track of pictures, then the track of sound.
   *
   * @return their formats
   */
  public List<TrackFormat> tracks() {
    return List.of(
        TrackFormat.video(videoCodec, VIDEO_TIMESCALE).size(WIDTH, HEIGHT).build(),
        TrackFormat.audio(audioCodec, AUDIO_RATE, 1).build());
  }

  /**
   * The codec of a track.
   *
   * @param track which one
   * @return its name
   */
  public String codec(int track) {
    return track == VIDEO ? videoCodec : audioCodec;
  }

  /**
   * When a frame is complete.
   *
   * @param track of which track
   * @param number which one of it, from 0
   * @return nanoseconds from the beginning
   */
  public static long due(int track, long number) {
    return number * (track == VIDEO ? PICTURE_NANOS : BLOCK_NANOS);
  }

  /** How many frames of a track are complete before a time. */
  static long dueBefore(int track, long nanos) {
    long each = track == VIDEO ? PICTURE_NANOS : BLOCK_NANOS;
    return Math.max(0, (nanos + each - 1) / each);
  }

  /** Whether decoding can start at a picture. */
  boolean sync(long number) {
    return clip.picture(number).sync();
  }

  /**
   * A frame whose payload is lent.
   *
   * @param track of which track
   * @param number which one of it, from 0
   * @return the frame
   */
  public Frame frame(int track, long number) {
    return track == VIDEO ? picture(number) : block(number);
  }

  /**
   * A frame whose payload is handed over.
   *
   * @param track of which track
   * @param number which one of it, from 0
   * @return the frame
   */
  public Frame transferred(int track, long number) {
    return frame(track, number).toBuilder().transferred(NOBODY).build();
  }

  private Frame picture(long number) {
    Clip.Picture picture = clip.picture(number);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(picture.head());
    bytes.writeBytes(message(number));
    bytes.writeBytes(picture.slices());
    return Frame.on(VIDEO)
        .times(number * PICTURE_TICKS, (number + picture.delay()) * PICTURE_TICKS)
        .duration(PICTURE_TICKS)
        .randomAccess(picture.sync() ? RandomAccess.SYNC : RandomAccess.NONE)
        .payload(ByteBuffer.wrap(bytes.toByteArray()))
        .build();
  }

  /** A message "user data unregistered" (Rec. ITU-T H.264 D.1.7, H.265 D.2.7). */
  private byte[] message(long number) {
    byte[] text = text(number);
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    unit.writeBytes(
        videoCodec.equals("h264")
            ? new byte[] {0, 0, 0, 1, 6}
            : new byte[] {0, 0, 0, 1, 39 << 1, 1});
    unit.write(5);
    unit.write(text.length);
    unit.writeBytes(text);
    unit.write(0x80);
    return unit.toByteArray();
  }

  private Frame block(long number) {
    byte[] bytes = new byte[BLOCK];
    Arrays.fill(bytes, (byte) 0xD5);
    byte[] text = text(number);
    System.arraycopy(text, 0, bytes, 0, text.length);
    return Frame.on(AUDIO)
        .time(number * BLOCK)
        .duration(BLOCK)
        .payload(ByteBuffer.wrap(bytes))
        .build();
  }

  private static byte[] text(long number) {
    return (MARK + String.format("%012d", number)).getBytes(StandardCharsets.US_ASCII);
  }
}
