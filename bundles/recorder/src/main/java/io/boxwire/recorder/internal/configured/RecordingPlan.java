package io.boxwire.recorder.internal.configured;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Notation.PictureSize;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Retention;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.recorder.internal.naming.FileNames;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a configuration asks for, read and checked. Two that are equal ask for the same recording.
 *
 * @param name what the recording is called
 * @param device the {@code device.id}
 * @param options the device's own options
 * @param video the video codec, if there is to be video
 * @param audio the audio codec, if there is to be audio
 * @param size width and height, if they are asked for
 * @param folder where the files go, absolute
 * @param pattern their names
 * @param layout their layout
 * @param segmentTime after how much media time a next file begins, if files are cut by time
 * @param segmentBytes before which size a next file begins, if files are cut by size
 * @param retention which finished files are kept
 * @param safety what a power cut may take
 * @param muxerWait how long a muxer that has gone is waited for
 * @param longestPause how long it takes at most until a recording that failed is tried again
 */
public record RecordingPlan(
    String name,
    String device,
    Map<String, String> options,
    Optional<String> video,
    Optional<String> audio,
    Optional<PictureSize> size,
    Path folder,
    String pattern,
    Layout layout,
    Optional<Duration> segmentTime,
    OptionalLong segmentBytes,
    Retention retention,
    Safety safety,
    Duration muxerWait,
    Duration longestPause) {
  private static final String NONE = "none";
  private static final String ENDING = ".mp4";
  private static final Pattern NAME = Pattern.compile("[^/\\\\:*?\"<>|\\p{Cntrl}]{1,100}");
  private static final Pattern DEVICE = Pattern.compile("\\P{Cntrl}{1,200}");
  private static final Pattern CODEC = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final Pattern FILE_PATTERN = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

  /**
   * Reads a configuration.
   *
   * @param texts what was configured
   * @param instance what the configuration itself is called, for a recording without a name
   * @throws MediaException {@code BAD_REQUEST} if a value is impossible; names the key
   */
  static RecordingPlan of(RecordingConfiguration.Settings texts, String instance)
      throws MediaException {
    Optional<String> video = codec("video", texts.video());
    Optional<String> audio = codec("audio", texts.audio());
    if (video.isEmpty() && audio.isEmpty()) {
      throw Values.bad("audio", "is not none where video is", texts.audio());
    }
    String name = matching("name", texts.name().isBlank() ? instance : texts.name().strip(), NAME);
    Path folder = folder(texts.folder());
    Duration pause = Values.time("retry", texts.retry());
    if (pause.compareTo(LEAST_PAUSE) < 0) {
      throw Values.bad("retry", "is at least 1 second", texts.retry());
    }
    return new RecordingPlan(
        name,
        matching("device", texts.device(), DEVICE),
        Map.copyOf(Values.pairs("device.options", texts.device_options())),
        video,
        audio,
        size(texts.size()),
        folder,
        pattern(texts.pattern(), first(folder, name)),
        layout(texts.layout()),
        positive(Values.time("segment.time", texts.segment_time())),
        positive(Values.bytes("segment.size", texts.segment_size())),
        retention(texts),
        Safety.of(texts),
        Values.time("muxer.wait", texts.muxer_wait()),
        pause);
  }

  private static Optional<String> codec(String key, String text) throws MediaException {
    return text.equals(NONE) ? Optional.empty() : Optional.of(matching(key, text, CODEC));
  }

  private static String matching(String key, String text, Pattern pattern) throws MediaException {
    if (!pattern.matcher(text).matches()) {
      throw Values.bad(key, "is empty, too long, or has a character that is not allowed", text);
    }
    return text;
  }

  private static Optional<PictureSize> size(String text) throws MediaException {
    if (text.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(Values.size("size", text));
  }

  private static Path folder(String text) throws MediaException {
    if (text == null || text.isBlank()) {
      throw Values.bad("folder", "is missing", "it says where the files go");
    }
    try {
      return Path.of(text.strip()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw Values.bad("folder", "is not a path", text);
    }
  }

  /** Told now, and not at each try to open a file. */
  private static String pattern(String text, Path first) throws MediaException {
    matching("pattern", text, FILE_PATTERN);
    try {
      new FileNames(first, Optional.of(text), Clock.systemDefaultZone());
    } catch (MediaException e) {
      throw MediaException.of(e.code(), "pattern is not possible: " + e.getMessage());
    }
    return text;
  }

  private static Path first(Path folder, String name) {
    return folder.resolve(name + ENDING);
  }

  private static Layout layout(String text) throws MediaException {
    return switch (text) {
      case "hybrid" -> Layout.HYBRID;
      case "progressive" -> Layout.PROGRESSIVE;
      case "faststart" -> Layout.FAST_START;
      case "fragmented" -> Layout.FRAGMENTED;
      default ->
          throw Values.bad("layout", "is hybrid, progressive, faststart or fragmented", text);
    };
  }

  private static Retention retention(RecordingConfiguration.Settings texts) throws MediaException {
    Retention retention = Retention.everything();
    long bytes = Values.bytes("keep.size", texts.keep_size());
    if (bytes > 0) {
      retention = retention.withBytes(bytes);
    }
    Duration age = Values.time("keep.age", texts.keep_age());
    if (!age.isZero()) {
      retention = retention.withAge(age);
    }
    long free = Values.bytes("keep.free", texts.keep_free());
    return free > 0 ? retention.withFreeBytes(free) : retention;
  }

  private static Optional<Duration> positive(Duration time) {
    return time.isZero() ? Optional.empty() : Optional.of(time);
  }

  private static OptionalLong positive(long bytes) {
    return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  /** The codecs it needs. */
  Set<String> codecs() {
    Set<String> codecs = new LinkedHashSet<>();
    video.ifPresent(codecs::add);
    audio.ifPresent(codecs::add);
    return codecs;
  }

  /** A new request for the recording. Each is known by its identity. */
  RecordingRequest request() {
    CaptureRequest.Builder capture = CaptureRequest.builder().options(options);
    video.ifPresent(capture::video);
    audio.ifPresent(capture::audio);
    size.ifPresent(pixels -> capture.size(pixels.width(), pixels.height()));
    MuxerOptions.Builder muxer = MuxerOptions.builder().layout(layout);
    safety.addTo(muxer);
    RecordingRequest.Builder request =
        RecordingRequest.to(new Sink.File(first(folder, name)), capture.build())
            .name(name)
            .device(device)
            .muxer(muxer.build())
            .retention(retention)
            .filePattern(pattern)
            .muxerWait(muxerWait);
    segmentTime.ifPresent(request::segmentTime);
    segmentBytes.ifPresent(request::segmentBytes);
    return request.build();
  }
}
