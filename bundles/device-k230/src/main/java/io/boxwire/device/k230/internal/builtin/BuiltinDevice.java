package io.boxwire.device.k230.internal.builtin;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.PcmCoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The built-in device. Any number of sessions may be open at once; each starts with the same
 * picture at the same capture time.
 */
public final class BuiltinDevice implements CaptureDevice {
  /** Its {@code device.id}. */
  static final String ID = "builtin";

  private static final Set<String> AUDIO_CODECS = Set.of("g711a", "g711u");

  private final Supplier<? extends Collection<? extends CodecPlugin>> plugins;

  /** Makes a device without codec plugins, which delivers no sound. */
  public BuiltinDevice() {
    this(List::of);
  }

  /**
   * Makes a device.
   *
   * @param plugins gives the plugins present now, best first
   */
  BuiltinDevice(Supplier<? extends Collection<? extends CodecPlugin>> plugins) {
    this.plugins = plugins;
  }

  @Override
  public CaptureDevice using(Collection<? extends CodecPlugin> codecs) {
    List<CodecPlugin> fixed = List.copyOf(codecs);
    return new BuiltinDevice(() -> fixed);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "endless test pictures, 1280x720 at 30 a second, and a tone";
  }

  @Override
  public List<Option> options() {
    return BuiltinOptions.KNOWN;
  }

  @Override
  public CaptureSession open(CaptureRequest request) throws MediaException {
    return open(request, new SharedPayload());
  }

  /** Opens it so that the caller can count the frames that are out. */
  CaptureSession open(CaptureRequest request, SharedPayload owner) throws MediaException {
    BuiltinOptions options = BuiltinOptions.parse(request.options());
    List<CaptureSource> sources = new ArrayList<>();
    if (request.videoCodec().isPresent()) {
      sources.add(camera(request.videoCodec().get(), request, options, owner));
    }
    if (request.audioCodec().isPresent()) {
      sources.add(tone(request.audioCodec().get(), options, owner));
    }
    if (sources.isEmpty()) {
      throw badRequest("neither video nor audio is wanted of the built-in device");
    }
    return new BuiltinSession(sources, options.pace());
  }

  private static CaptureSource camera(
      String codec, CaptureRequest request, BuiltinOptions options, SharedPayload owner)
      throws MediaException {
    if (!Clip.CODECS.contains(codec)) {
      throw badRequest("the built-in device delivers video in h264 or h265, not " + codec);
    }
    int width = request.width();
    int height = request.height();
    if ((width != 0 || height != 0) && (width != Clip.WIDTH || height != Clip.HEIGHT)) {
      throw badRequest("the built-in device delivers 1280x720 only, not " + width + "x" + height);
    }
    return new ClipCamera(codec, Clip.load(codec), options.start(), owner);
  }

  private CaptureSource tone(String codec, BuiltinOptions options, SharedPayload owner)
      throws MediaException {
    if (!AUDIO_CODECS.contains(codec)) {
      throw badRequest("the built-in device delivers audio in g711a or g711u, not " + codec);
    }
    PcmCoder coder =
        plugins.get().stream()
            .filter(plugin -> plugin.codec().equals(codec))
            .map(CodecPlugin::pcmCoder)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(
                () ->
                    MediaException.of(
                        Code.NO_CODEC, "no plugin that codes " + codec + " is present"));
    TrackFormat format = TrackFormat.audio(codec, options.rate(), options.channels()).build();
    return new Tone(format, options.tone(), coder, owner);
  }

  private static MediaException badRequest(String message) {
    return MediaException.of(Code.BAD_REQUEST, message);
  }
}
