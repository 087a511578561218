package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Frame;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Built-in cameras that configuration asks for, next to the one that is always there. */
public class BuiltinDeviceIT extends FelixTestSupport {
  private static final String PID = "io.boxwire.device.k230.Builtin";
  private static final int TIMESCALE = 90_000;

  @Before
  public void awaitParts() {
    service(CodecPlugin.class, "(codec=g711u)");
    service(CaptureDevice.class, "(device.id=builtin)");
  }

  @Test
  public void configurations_addedChangedAndRemoved_areDevices() throws Exception {
    Configuration front = configure("front", Map.of("fps", "12.5", "description", "the gate"));
    Configuration back = configure("back", Map.of("fps", "60", "tone", 0));
    try {
      assertEquals("the gate", service(CaptureDevice.class, "(device.id=front)").description());
      assertEquals(TIMESCALE * 2 / 25, pictureTicks("front"));
      assertEquals(TIMESCALE / 60, pictureTicks("back"));
      update(front, "side", Map.of("fps", "25"));
      assertEquals(TIMESCALE / 25, pictureTicks("side"));
      awaitGone("(device.id=front)");
      assertEquals(TIMESCALE / 60, pictureTicks("back"));
    } finally {
      front.delete();
      back.delete();
    }
    awaitGone("(device.id=side)");
    awaitGone("(device.id=back)");
    service(CaptureDevice.class, "(device.id=builtin)");
  }

  @Test
  public void badConfiguration_isNoDevice() throws Exception {
    Configuration value = configure("bad", Map.of("fps", "0"));
    Configuration empty = configure("", Map.of());
    Configuration reserved = configure("builtin", Map.of());
    Configuration good = configure("good", Map.of());
    try {
      // Configurations are delivered one after another.
      service(CaptureDevice.class, "(device.id=good)");
      assertTrue(devices("(device.id=bad)").isEmpty());
      assertTrue(devices("(device.id=)").isEmpty());
      assertEquals(1, devices("(device.id=builtin)").size());
      update(value, "bad", Map.of("fps", "1"));
      assertEquals(TIMESCALE, pictureTicks("bad"));
    } finally {
      value.delete();
      empty.delete();
      reserved.delete();
      good.delete();
    }
    awaitGone("(device.id=good)");
    awaitGone("(device.id=bad)");
  }

  @Test
  public void sameIdTwice_isOneDevice_theSecondWhenTheFirstGoes() throws Exception {
    Configuration first = configure("twin", Map.of("fps", "10"));
    assertEquals(TIMESCALE / 10, pictureTicks("twin"));
    Configuration second = configure("twin", Map.of("fps", "20"));
    Configuration good = configure("good", Map.of());
    try {
      service(CaptureDevice.class, "(device.id=good)");
      assertEquals(1, devices("(device.id=twin)").size());
      assertEquals(TIMESCALE / 10, pictureTicks("twin"));
      String pid = first.getPid();
      first.delete();
      awaitGone("(service.pid=" + pid + ")");
      assertEquals(TIMESCALE / 20, pictureTicks("twin"));
    } finally {
      second.delete();
      good.delete();
    }
    awaitGone("(device.id=twin)");
  }

  /** How long a picture of a device lasts, with the G.711 plugin there too. */
  private long pictureTicks(String id) throws Exception {
    CaptureDevice device = service(CaptureDevice.class, "(device.id=" + id + ")");
    CaptureRequest request =
        CaptureRequest.builder()
            .video("h264")
            .audio("g711u")
            .options(Map.of("pace", "fast"))
            .build();
    try (CaptureSession session = device.open(request)) {
      Frame frame = session.read().orElseThrow();
      while (frame.track() != 1) {
        frame.release();
        frame = session.read().orElseThrow();
      }
      frame.release();
      return frame.duration();
    }
  }

  private Configuration configure(String id, Map<String, ?> values) throws Exception {
    Configuration configuration =
        service(ConfigurationAdmin.class).createFactoryConfiguration(PID, "?");
    update(configuration, id, values);
    return configuration;
  }

  private static void update(Configuration configuration, String id, Map<String, ?> values)
      throws Exception {
    Dictionary<String, Object> properties = new Hashtable<>(values);
    properties.put(CaptureDevice.DEVICE_ID, id);
    configuration.update(properties);
  }

  private Collection<ServiceReference<CaptureDevice>> devices(String filter) throws Exception {
    return context.getServiceReferences(CaptureDevice.class, filter);
  }

  private void awaitGone(String filter) throws Exception {
    until(filter + " to go", () -> devices(filter).isEmpty());
  }
}
