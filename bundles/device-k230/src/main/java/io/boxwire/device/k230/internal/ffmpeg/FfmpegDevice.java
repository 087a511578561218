package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.device.k230.internal.device.FrameQueue;
import io.boxwire.device.k230.internal.device.OptionSet;
import io.boxwire.device.k230.internal.ffmpeg.ChildRun.End;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A camera or microphone that a child {@code ffmpeg} captures and encodes. Any number of sessions
 * may be open at once, each with a child of its own, as far as what they capture allows.
 */
public final class FfmpegDevice implements CaptureDevice {
  /** The {@code device.id} of the device that needs no configuration. */
  static final String ID = "ffmpeg";

  private static final long MOST_BYTES = 32 << 20;

  private final String id;
  private final OptionSet options;
  private final Supplier<Optional<DemuxerFactory>> demuxers;

  /** Makes a device that can't be opened before it has a demuxer; see {@link #using}. */
  public FfmpegDevice() {
    this(ID, FfmpegOptions.KNOWN, Optional::empty);
  }

  /**
   * Makes a device.
   *
   * @param id its {@code device.id}
   * @param options the options with its defaults
   * @param demuxers gives the demuxer factory present now, if there is one
   */
  FfmpegDevice(String id, OptionSet options, Supplier<Optional<DemuxerFactory>> demuxers) {
    this.id = id;
    this.options = options;
    this.demuxers = demuxers;
  }

  @Override
  public CaptureDevice using(DemuxerFactory factory) {
    return new FfmpegDevice(id, options, () -> Optional.of(factory));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "what ffmpeg captures: board camera, webcam, RTSP camera, test pictures";
  }

  /** The options; a password in a default is masked. */
  @Override
  public List<Option> options() {
    List<Option> all = options.options();
    Secrets secrets;
    try {
      secrets = FfmpegOptions.secrets(options.values(Map.of()));
    } catch (MediaException e) {
      throw new IllegalStateException("no options were given that could be unknown", e);
    }
    return all.stream()
        .map(
            option ->
                new Option(
                    option.name(), option.description(), secrets.mask(option.defaultValue())))
        .toList();
  }

  @Override
  public CaptureSession open(CaptureRequest request) throws MediaException {
    FfmpegOptions parsed = FfmpegOptions.parse(request, options);
    FrameQueue queue = new FrameQueue(id, MOST_BYTES);
    Intake intake = new Intake(parsed.wanted(), queue, new CaptureClock(System::nanoTime));
    ChildRun run = launch(parsed, intake);
    Optional<MediaException> failure;
    try {
      failure = run.awaitFirst(parsed.policy().start()).map(End::cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = Optional.of(MediaException.of(Code.DEVICE_FAILED, "opening was interrupted", e));
    }
    failure = failure.or(() -> otherSize(request, intake));
    if (failure.isPresent()) {
      MediaException cause = failure.get();
      run.end();
      queue.close();
      throw MediaException.of(
          cause.code(), "capture device " + id + ": " + cause.getMessage(), cause);
    }
    return new FfmpegSession(
        id,
        intake.formats(),
        queue,
        new Supervisor(id, () -> launch(parsed, intake), parsed.policy(), queue, run));
  }

  private ChildRun launch(FfmpegOptions parsed, Intake intake) throws MediaException {
    DemuxerFactory factory =
        demuxers
            .get()
            .orElseThrow(
                () ->
                    MediaException.of(
                        Code.SERVICE_GONE, "the ffmpeg device needs a demuxer for mp4"));
    return ChildRun.of(Child.start(parsed.invocation(), parsed.secrets()), factory, intake);
  }

  private static Optional<MediaException> otherSize(CaptureRequest request, Intake intake) {
    return intake.formats().stream()
        .filter(format -> format.mediaType() == MediaType.VIDEO && request.width() != 0)
        .filter(format -> format.width() != request.width() || format.height() != request.height())
        .findFirst()
        .map(
            format ->
                MediaException.of(
                    Code.BAD_REQUEST,
                    "pictures of %dx%d are wanted, but ffmpeg delivers %dx%d"
                        .formatted(
                            request.width(), request.height(), format.width(), format.height())));
  }
}
