package io.boxwire.api;

import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/**
 * The framework without OSGi: finds the factories, plugins and devices that lie on a class path.
 *
 * <pre>{@code
 * Boxwire boxwire = Boxwire.load(Main.class.getClassLoader());
 * try (Muxer muxer = boxwire.muxers().open(new Sink.File(path), MuxerOptions.of(Layout.HYBRID))) {
 *   int video = muxer.addTrack(TrackFormat.video("h264", 90_000).build());
 *   muxer.write(Frame.on(video).time(0).payload(accessUnit).build());
 * }
 * }</pre>
 *
 * <p>Inside a framework, take the same things as services. Immutable and safe for use by any number
 * of threads.
 */
public final class Boxwire {
  private final List<CodecPlugin> codecs;
  private final List<CaptureDevice> devices;
  private final MuxerFactory muxers;
  private final DemuxerFactory demuxers;

  private Boxwire(
      List<CodecPlugin> codecs,
      List<CaptureDevice> devices,
      MuxerFactory muxers,
      DemuxerFactory demuxers) {
    this.codecs = codecs;
    this.devices = devices;
    this.muxers = muxers;
    this.demuxers = demuxers;
  }

  /**
   * Finds what lies on a class path, by its {@code META-INF/services} files.
   *
   * @param loader sees the jars
   * @return the parts found
   * @throws IllegalStateException if no muxer or no demuxer is among them
   * @throws java.util.ServiceConfigurationError if a services file or a class it names is broken
   */
  public static Boxwire load(ClassLoader loader) {
    List<CodecPlugin> codecs = all(CodecPlugin.class, loader);
    return new Boxwire(
        codecs,
        all(CaptureDevice.class, loader),
        first(MuxerFactory.class, loader).using(codecs),
        first(DemuxerFactory.class, loader).using(codecs));
  }

  /**
   * The codec plugins.
   *
   * @return an unmodifiable list, in class path order
   */
  public List<CodecPlugin> codecs() {
    return codecs;
  }

  /**
   * The capture devices.
   *
   * @return an unmodifiable list, in class path order
   */
  public List<CaptureDevice> devices() {
    return devices;
  }

  /**
   * Opens muxers that use the plugins found.
   *
   * @return the factory
   */
  public MuxerFactory muxers() {
    return muxers;
  }

  /**
   * Opens demuxers that use the plugins found.
   *
   * @return the factory
   */
  public DemuxerFactory demuxers() {
    return demuxers;
  }

  private static <T> List<T> all(Class<T> service, ClassLoader loader) {
    return ServiceLoader.load(service, loader).stream().map(Provider::get).toList();
  }

  private static <T> T first(Class<T> service, ClassLoader loader) {
    return ServiceLoader.load(service, loader)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no " + service.getName() + " on the class path"));
  }
}
