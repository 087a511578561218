package io.boxwire.itests.felix;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.itests.felix.K230Support.Unit;
import io.boxwire.itests.felix.K230Support.Writing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A program of somebody else, as a bundle of its own: from its start on it records and writes, and
 * it does not clean up. When files are open, a service counts the frames it records from then on;
 * where its files go is said by a property of the framework.
 */
public final class K230User implements BundleActivator {
  /** The framework property that names the folder of the files. */
  static final String FOLDER = "k230.user.folder";

  /** How the name of a recording begins. */
  static final String RECORDED = "recorded";

  /** How the name of a file with {@link #PICTURES} pictures begins. */
  static final String WRITTEN = "written";

  static final int PICTURES = 30;

  /** The name of its thread. */
  static final String THREAD = "k230-user";

  private static final long PATIENCE_MILLIS = 10_000;

  @Override
  public void start(BundleContext context) {
    new Thread(() -> run(context), THREAD).start();
  }

  /** Opens files, says so by a service, and records until the recording ends, whoever ends it. */
  private static void run(BundleContext context) {
    try {
      K230 k230 = service(context, K230.class);
      String run = System.nanoTime() + ".mp4";
      Path folder = Path.of(context.getProperty(FOLDER));
      Mp4Container container = recording(k230, folder.resolve(RECORDED + run));
      process(container, 3);
      List<Unit> units = K230Support.units(service(context, CaptureDevice.class), PICTURES);
      new Writing(k230.newKdMp4(), folder.resolve(WRITTEN + run), 0).writeAll(units);
      AtomicLong frames = new AtomicLong();
      context.registerService(AtomicLong.class, frames, null);
      while (container.process()) {
        frames.incrementAndGet();
      }
    } catch (MediaException e) {
      System.out.println("user: " + e.code() + ": " + e.getMessage());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Parts come one after another when a framework starts: tries until none is missing. */
  private static Mp4Container recording(K230 k230, Path file) throws MediaException {
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(
        file.toString(),
        Mp4Container.MP4_CODEC_ID_H264,
        K230Support.WIDTH,
        K230Support.HEIGHT,
        Mp4Container.MP4_CODEC_ID_G711U);
    cfg.setDevice("builtin", Map.of("pace", "realtime"));
    Mp4Container container = k230.newMp4Container();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (true) {
      try {
        container.create(cfg);
        container.start();
        return container;
      } catch (MediaException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  private static void process(Mp4Container container, int frames) throws Exception {
    for (int i = 0; i < frames && container.process(); i++) {
      // The next frame is waited for.
    }
  }

  @Override
  public void stop(BundleContext context) {
    // What is open is left to the module.
  }

  private static <T> T service(BundleContext context, Class<T> type) throws Exception {
    String device = type == CaptureDevice.class ? "(device.id=builtin)" : "";
    Filter filter = context.createFilter("(&(objectClass=" + type.getName() + ")" + device + ")");
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context, filter, null);
    tracker.open();
    try {
      return tracker.waitForService(PATIENCE_MILLIS);
    } finally {
      tracker.close();
    }
  }
}
