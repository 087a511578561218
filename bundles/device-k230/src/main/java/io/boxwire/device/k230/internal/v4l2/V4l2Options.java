package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice.Option;
import io.boxwire.device.k230.internal.device.OptionSet;
import io.boxwire.device.k230.internal.device.OptionValues;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The options of the device, checked.
 *
 * @param camera path of the camera's node, or {@code auto}
 * @param encoder path of the encoder's node, or {@code auto}
 * @param fps pictures a second that the encoder reckons with
 * @param bitrate bits a second
 * @param gop pictures from one sync picture to the next
 * @param profile of H.264
 * @param buffers of each queue
 * @param audioDevice part of the microphone's name, or empty
 * @param rate samples a second
 * @param channels of sound, 1 or 2
 * @param stall how long a device may do nothing until it counts as failed
 * @param queueBytes how much may wait to be read
 */
record V4l2Options(
    String camera,
    String encoder,
    int fps,
    int bitrate,
    int gop,
    EncoderSettings.Profile profile,
    int buffers,
    String audioDevice,
    int rate,
    int channels,
    Duration stall,
    long queueBytes) {

  /** The options as they are shown to people. */
  static final OptionSet KNOWN =
      new OptionSet(
          List.of(
              new Option("camera", "node such as /dev/video1, or auto: the first", "auto"),
              new Option("encoder", "node such as /dev/video0, or auto: by its driver", "auto"),
              new Option("fps", "pictures a second that the camera delivers, 1 to 120", "30"),
              new Option("bitrate", "bits a second, 1000 to 1000000000, or such as 4M", "4M"),
              new Option("gop", "pictures from one sync picture to the next, 1 to 1000", "30"),
              new Option("profile", "of H.264: high, main or baseline", "high"),
              new Option("buffers", "buffers of each queue, 2 to 32", "5"),
              new Option("audio.device", "part of its name; nothing for the default one", ""),
              new Option(
                  "rate", "sampling rate in hertz, 8000 to 192000, a multiple of 25", "8000"),
              new Option("channels", "audio channels, 1 or 2", "1"),
              new Option("stall", "seconds without a frame at most, 0.1 to 600", "5"),
              new Option("queue", "MiB that may wait to be read, 1 to 256", "8")));

  private static final int MEBIBYTE_BITS = 20;

  /**
   * Checks values.
   *
   * @throws MediaException {@code BAD_REQUEST} if one is impossible
   */
  static V4l2Options parse(OptionValues values) throws MediaException {
    String profile = values.word("profile", List.of("high", "main", "baseline"));
    return new V4l2Options(
        values.text("camera"),
        values.text("encoder"),
        values.number("fps", 1, 120),
        values.bitrate("bitrate"),
        values.number("gop", 1, 1000),
        EncoderSettings.Profile.valueOf(profile.toUpperCase(Locale.ROOT)),
        values.number("buffers", 2, 32),
        values.text("audio.device"),
        values.multiple("rate", Microphone.BLOCK_RATE, 8000, 192_000),
        values.number("channels", 1, 2),
        values.seconds("stall", "0.1", "600"),
        (long) values.number("queue", 1, 256) << MEBIBYTE_BITS);
  }

  /** What the encoder is asked for. */
  EncoderSettings encoderSettings(VideoCodec codec) {
    return new EncoderSettings(codec, bitrate, fps, gop, profile, buffers);
  }
}
