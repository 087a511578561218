package io.boxwire.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Every service of the feature {@code boxwire} is there. */
public class WiringIT extends KarafTestSupport {
  @Test
  public void services_ofAllParts_areThere() {
    assertNotNull(service(MuxerFactory.class, "(container=mp4)"));
    assertNotNull(service(DemuxerFactory.class, "(container=mp4)"));
    assertNotNull(service(Recorder.class));
    assertNotNull(service(CaptureDevice.class, "(device.id=builtin)"));
    assertNotNull(service(CommandLine.class));
    assertNotNull(service(CommandExtension.class));
    for (String codec : List.of("h264", "h265", "g711a", "g711u")) {
      assertEquals(codec, service(CodecPlugin.class, "(codec=" + codec + ")").codec());
    }
  }

  @Test
  public void bundles_ofOurs_areActiveAtTheirStartLevels() {
    int found = 0;
    for (Bundle bundle : context.getBundles()) {
      String name = bundle.getSymbolicName();
      if (name != null && name.startsWith("io.boxwire.")) {
        found++;
        assertEquals(name, Bundle.ACTIVE, bundle.getState());
        int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
        assertTrue(name + " at " + level, level >= 60 && level <= 85);
      }
    }
    assertEquals(16, found);
  }
}
