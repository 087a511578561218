package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The v4l2 device as a service, without a camera: what it needs may come and go. */
public class V4l2DeviceIT extends FelixTestSupport {
  private static final String PID = "io.boxwire.device.k230.V4l2";
  private static final String DEVICE = "(device.id=v4l2)";
  private static final String NO_NODE = "/dev/none: open: ENOENT (no such file or directory)";

  @Test
  public void jna_installedLater_isUsedAtOnceAndKeepsNoClassLoader() throws Exception {
    assertTrue(failure(DEVICE).startsWith("JNA is not present: install net.java.dev.jna:jna"));
    Bundle jna = context.installBundle(jar("api").resolveSibling("jna.jar").toUri().toString());
    Bundle module = ourBundle("device.k230");
    try {
      assertEquals(NO_NODE, failure(DEVICE));
      WeakReference<ClassLoader> old =
          new WeakReference<>(service(CaptureDevice.class, DEVICE).getClass().getClassLoader());
      try (InputStream again = Files.newInputStream(jar("device.k230"))) {
        module.update(again);
      }
      refresh(module);
      assertEquals(NO_NODE, failure(DEVICE));
      awaitCollected(old);
    } finally {
      jna.uninstall();
      refresh(jna);
    }
    assertTrue(failure(DEVICE).startsWith("JNA is not present"));
  }

  @Test
  public void configurations_each_areADeviceWithItsDefaults() throws Exception {
    Configuration door = configure("door", Map.of("camera", "/dev/video3", "stall", "0.9"));
    Configuration bad = configure("bad", Map.of("fps", 0));
    Configuration yard = configure("yard", Map.of());
    try {
      assertEquals("/dev/video3", defaultOf("(device.id=door)", "camera"));
      assertEquals("0.9", defaultOf("(device.id=door)", "stall"));
      assertEquals("auto", defaultOf("(device.id=yard)", "camera"));
      assertTrue(context.getServiceReferences(CaptureDevice.class, "(device.id=bad)").isEmpty());
    } finally {
      door.delete();
      bad.delete();
      yard.delete();
    }
  }

  private String defaultOf(String device, String option) {
    return service(CaptureDevice.class, device).options().stream()
        .filter(o -> o.name().equals(option))
        .findFirst()
        .orElseThrow()
        .defaultValue();
  }

  private Configuration configure(String id, Map<String, Object> values) throws Exception {
    Configuration configuration =
        service(ConfigurationAdmin.class).createFactoryConfiguration(PID, "?");
    Dictionary<String, Object> properties = new Hashtable<>(values);
    properties.put("device.id", id);
    configuration.update(properties);
    return configuration;
  }

  private String failure(String device) {
    CaptureDevice camera = service(CaptureDevice.class, device);
    CaptureRequest request =
        CaptureRequest.builder()
            .video("h264")
            .options(Map.of("camera", "/dev/none", "encoder", "/dev/none"))
            .build();
    MediaException e = assertThrows(MediaException.class, () -> camera.open(request));
    assertEquals(MediaException.Code.DEVICE_FAILED, e.code());
    return e.getMessage();
  }

  private void refresh(Bundle bundle) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    context
        .getBundle(0)
        .adapt(FrameworkWiring.class)
        .refreshBundles(Set.of(bundle), event -> done.countDown());
    assertTrue(done.await(30, TimeUnit.SECONDS));
  }

  private static void awaitCollected(WeakReference<ClassLoader> loader) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (loader.get() != null) {
      assertTrue("the old class loader is still reachable", System.nanoTime() < end);
      System.gc();
    }
  }
}
