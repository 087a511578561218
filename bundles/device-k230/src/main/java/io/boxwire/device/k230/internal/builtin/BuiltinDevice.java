package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.PcmCoder;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import io.boxwire.device.k230.internal.device.OptionSet;
import io.boxwire.device.k230.internal.device.SoundCodecs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The built-in device. Any number of sessions may be open at once; with the same options, each
 * delivers the same frames.
 */
public final class BuiltinDevice implements CaptureDevice {
  /** The {@code device.id} of the one that is there without configuration. */
  static final String ID = DeviceOffers.BUILTIN;

  private static final String DESCRIPTION = "a test picture of 1280x720 with flash and beep";

  private final String id;
  private final String description;
  private final OptionSet options;
  private final Supplier<? extends Collection<? extends CodecPlugin>> plugins;

  /** Makes the default device without codec plugins, which delivers no sound. */
  public BuiltinDevice() {
    this(List::of);
  }

  /**
   * Makes the default device.
   *
   * @param plugins gives the plugins present now, best first
   */
  BuiltinDevice(Supplier<? extends Collection<? extends CodecPlugin>> plugins) {
    this(ID, DESCRIPTION, BuiltinOptions.KNOWN, plugins);
  }

  /**
   * Makes a device.
   *
   * @param description for people; blank for the usual one
   * @param options the known options with the device's own defaults, which are possible values
   * @param plugins gives the plugins present now, best first
   */
  BuiltinDevice(
      String id,
      String description,
      OptionSet options,
      Supplier<? extends Collection<? extends CodecPlugin>> plugins) {
    this.id = id;
    this.description = description.isBlank() ? DESCRIPTION : description;
    this.options = options;
    this.plugins = plugins;
  }

  @Override
  public CaptureDevice using(Collection<? extends CodecPlugin> codecs) {
    List<CodecPlugin> fixed = List.copyOf(codecs);
    return new BuiltinDevice(id, description, options, () -> fixed);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<Option> options() {
    return options.options();
  }

  @Override
  public CaptureSession open(CaptureRequest request) throws MediaException {
    return open(request, new SharedPayload(), System::nanoTime);
  }

  /** Opens it so that the caller can count the frames that are out, and has the clock. */
  CaptureSession open(CaptureRequest request, SharedPayload owner, LongSupplier clock)
      throws MediaException {
    BuiltinOptions parsed = BuiltinOptions.parse(options.values(request.options()));
    PictureTimes times = parsed.pictureTimes();
    List<CaptureSource> sources = new ArrayList<>();
    if (request.videoCodec().isPresent()) {
      sources.add(camera(request.videoCodec().get(), request, parsed, times, owner));
    }
    if (request.audioCodec().isPresent()) {
      sources.add(beeper(request.audioCodec().get(), parsed, times, owner));
    }
    if (sources.isEmpty()) {
      throw badRequest("neither video nor audio is wanted of the built-in device");
    }
    return new BuiltinSession(sources, parsed.pace(), clock);
  }

  private static CaptureSource camera(
      String codec,
      CaptureRequest request,
      BuiltinOptions options,
      PictureTimes times,
      SharedPayload owner)
      throws MediaException {
    if (!Clip.CODECS.contains(codec)) {
      throw badRequest("the built-in device delivers video in h264 or h265, not " + codec);
    }
    int width = request.width();
    int height = request.height();
    if ((width != 0 || height != 0) && (width != Clip.WIDTH || height != Clip.HEIGHT)) {
      throw badRequest("the built-in device delivers 1280x720 only, not " + width + "x" + height);
    }
    TrackFormat format =
        TrackFormat.video(codec, times.timescale()).size(Clip.WIDTH, Clip.HEIGHT).build();
    return new ClipCamera(format, Clip.load(codec), options, times, owner);
  }

  private CaptureSource beeper(
      String codec, BuiltinOptions options, PictureTimes times, SharedPayload owner)
      throws MediaException {
    PcmCoder coder = SoundCodecs.coder("the built-in device", codec, plugins.get());
    TrackFormat format = TrackFormat.audio(codec, options.rate(), options.channels()).build();
    return new Beeper(format, options, times, coder, owner);
  }

  private static MediaException badRequest(String message) {
    return MediaException.of(Code.BAD_REQUEST, message);
  }
}
