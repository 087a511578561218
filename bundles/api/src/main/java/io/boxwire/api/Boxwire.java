package io.boxwire.api;

import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;
import java.util.Optional;
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
  private final Optional<MuxerFactory> muxers;
  private final Optional<DemuxerFactory> demuxers;
  private final Optional<Recorder> recorder;
  private final Optional<Repairer> repairer;

  private Boxwire(
      List<CodecPlugin> codecs,
      List<CaptureDevice> devices,
      Optional<MuxerFactory> muxers,
      Optional<DemuxerFactory> demuxers,
      Optional<Recorder> recorder,
      Optional<Repairer> repairer) {
    this.codecs = codecs;
    this.devices = devices;
    this.muxers = muxers;
    this.demuxers = demuxers;
    this.recorder = recorder;
    this.repairer = repairer;
  }

  /**
   * Finds what lies on a class path, by its {@code META-INF/services} files.
   *
   * @param loader sees the jars
   * @return the parts found
   * @throws java.util.ServiceConfigurationError if a services file or a class it names is broken
   */
  public static Boxwire load(ClassLoader loader) {
    List<CodecPlugin> codecs = all(CodecPlugin.class, loader);
    Optional<DemuxerFactory> demuxers =
        first(DemuxerFactory.class, loader).map(f -> f.using(codecs));
    List<CaptureDevice> devices =
        all(CaptureDevice.class, loader).stream()
            .map(device -> device.using(codecs))
            .map(device -> demuxers.map(device::using).orElse(device))
            .toList();
    Optional<MuxerFactory> muxers = first(MuxerFactory.class, loader).map(f -> f.using(codecs));
    return new Boxwire(
        codecs,
        devices,
        muxers,
        demuxers,
        muxers.flatMap(m -> first(Recorder.class, loader).map(r -> r.using(m, devices))),
        muxers.flatMap(
            m ->
                demuxers.flatMap(
                    d -> first(Repairer.class, loader).map(r -> r.using(m, d, codecs)))));
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
   * @throws IllegalStateException if none lies on the class path
   */
  public MuxerFactory muxers() {
    return muxers.orElseThrow(() -> missing(MuxerFactory.class));
  }

  /**
   * Opens demuxers that use the plugins found.
   *
   * @return the factory
   * @throws IllegalStateException if none lies on the class path
   */
  public DemuxerFactory demuxers() {
    return demuxers.orElseThrow(() -> missing(DemuxerFactory.class));
  }

  /**
   * Records from the devices found.
   *
   * @return the recorder; empty if none, or no muxer, lies on the class path
   */
  public Optional<Recorder> recorder() {
    return recorder;
  }

  /**
   * Finishes recordings that were cut.
   *
   * @return the repairer; empty if none, or no muxer or demuxer, lies on the class path
   */
  public Optional<Repairer> repairer() {
    return repairer;
  }

  private static <T> List<T> all(Class<T> service, ClassLoader loader) {
    return ServiceLoader.load(service, loader).stream().map(Provider::get).toList();
  }

  private static <T> Optional<T> first(Class<T> service, ClassLoader loader) {
    return ServiceLoader.load(service, loader).findFirst();
  }

  private static IllegalStateException missing(Class<?> service) {
    return new IllegalStateException("no " + service.getName() + " on the class path");
  }
}
