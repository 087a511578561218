package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.internal.device.FrameQueue;
import io.boxwire.device.k230.internal.device.OptionSet;
import io.boxwire.device.k230.internal.device.SoundCodecs;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The board's camera, encoder and microphone, with no program in between. */
public final class V4l2Device implements CaptureDevice {
  /** The {@code device.id} of the one that is there without configuration. */
  static final String ID = "v4l2";

  private static final long IDLE_BYTES = 4 << 20;

  private final String id;
  private final OptionSet options;
  private final Surroundings surroundings;
  private final Supplier<? extends Collection<? extends CodecPlugin>> plugins;

  /** Makes a device with built-in defaults and without codec plugins, which delivers no sound. */
  public V4l2Device() {
    this(ID, V4l2Options.KNOWN, Surroundings.real(), List::of);
  }

  /**
   * Makes a device.
   *
   * @param id its {@code device.id}
   * @param options its options with their defaults
   * @param surroundings the machine
   * @param plugins gives the codec plugins present now, best first
   */
  V4l2Device(
      String id,
      OptionSet options,
      Surroundings surroundings,
      Supplier<? extends Collection<? extends CodecPlugin>> plugins) {
    this.id = id;
    this.options = options;
    this.surroundings = surroundings;
    this.plugins = plugins;
  }

  @Override
  public CaptureDevice using(Collection<? extends CodecPlugin> codecs) {
    List<CodecPlugin> fixed = List.copyOf(codecs);
    return new V4l2Device(id, options, surroundings, () -> fixed);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "the board's camera and encoder by Video4Linux, and a microphone";
  }

  @Override
  public List<Option> options() {
    return options.options();
  }

  @Override
  public CaptureSession open(CaptureRequest request) throws MediaException {
    V4l2Options values = V4l2Options.parse(options.values(request.options()));
    if (request.videoCodec().isEmpty() && request.audioCodec().isEmpty()) {
      throw badRequest("neither video nor audio is wanted of the v4l2 device");
    }
    FrameQueue queue = new FrameQueue(id, values.queueBytes());
    PicturePool pool = new PicturePool(IDLE_BYTES);
    V4l2Session session = new V4l2Session(queue);
    try {
      if (request.videoCodec().isPresent()) {
        addVideo(session, request, values, queue, pool);
      }
      if (request.audioCodec().isPresent()) {
        addAudio(session, request.audioCodec().get(), values, queue, pool);
      }
      session.begin();
      return session;
    } catch (MediaException e) {
      throw new Cleanup().then(session::close).finishAfter(e);
    }
  }

  private void addVideo(
      V4l2Session session,
      CaptureRequest request,
      V4l2Options values,
      FrameQueue queue,
      PicturePool pool)
      throws MediaException {
    String name = request.videoCodec().orElseThrow();
    VideoCodec codec =
        VideoCodec.of(name)
            .orElseThrow(
                () -> badRequest("the v4l2 device delivers video in h264 or h265, not " + name));
    if (request.width() != 0) {
      PictureLimits.checkSize(request.width(), request.height());
      PictureLimits.checkRate(request.width(), request.height(), values.fps());
    }
    LinuxCalls calls = surroundings.linux();
    VideoNodes nodes = new VideoNodes(calls, surroundings.devices());
    String encoderPath = nodes.encoder(values.encoder());
    Camera camera =
        Camera.open(
            calls,
            nodes.camera(values.camera()),
            request.width(),
            request.height(),
            values.buffers(),
            surroundings.nanoTime());
    try {
      int width = camera.format().width();
      int height = camera.format().height();
      PictureLimits.checkRate(width, height, values.fps());
      Encoder encoder =
          Encoder.open(calls, encoderPath, values.encoderSettings(codec), width, height);
      VideoCapture capture =
          new VideoCapture(
              camera,
              encoder,
              new PictureAssembler(encoderPath, codec, 1, pool),
              queue,
              values.stall(),
              surroundings.nanoTime());
      session.add(
          capture, TrackFormat.video(name, PictureAssembler.TIMESCALE).size(width, height).build());
    } catch (MediaException e) {
      throw new Cleanup().then(camera::close).finishAfter(e);
    }
  }

  private void addAudio(
      V4l2Session session, String codec, V4l2Options values, FrameQueue queue, PicturePool pool)
      throws MediaException {
    G711Table table = new G711Table(SoundCodecs.coder("the v4l2 device", codec, plugins.get()));
    TrackFormat format = TrackFormat.audio(codec, values.rate(), values.channels()).build();
    PcmLine line = surroundings.openLine(values.audioDevice(), values.rate(), values.channels());
    session.add(
        new Microphone(
            line,
            format,
            session.tracks().size() + 1,
            table,
            pool,
            queue,
            values.stall(),
            surroundings.nanoTime()),
        format);
  }

  private static MediaException badRequest(String message) {
    return MediaException.of(Code.BAD_REQUEST, message);
  }
}
