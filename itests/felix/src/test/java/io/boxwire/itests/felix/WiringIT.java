package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.Repairer;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.K230;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Every service is there, found as a user of the framework would find it. */
public class WiringIT extends FelixTestSupport {
  @Test
  public void muxerFactory_containerMp4_isThere() {
    assertNotNull(service(MuxerFactory.class, "(container=mp4)"));
  }

  @Test
  public void demuxerFactory_containerMp4_isThere() {
    assertNotNull(service(DemuxerFactory.class, "(container=mp4)"));
  }

  @Test
  public void recorder_isThere() {
    assertNotNull(service(Recorder.class));
  }

  @Test
  public void repairer_containerMp4_isThere() {
    assertNotNull(service(Repairer.class, "(container=mp4)"));
  }

  @Test
  public void captureDevice_builtIn_isThere() {
    assertNotNull(service(CaptureDevice.class, "(device.id=builtin)"));
  }

  @Test
  public void commandLine_isThere() {
    assertNotNull(service(CommandLine.class));
  }

  @Test
  public void k230_isThere() {
    assertNotNull(service(K230.class));
  }

  @Test
  public void commandExtension_k230Example_isThere() {
    assertEquals("k230-example", service(CommandExtension.class).name());
  }

  @Test
  public void codecPlugins_properties_agreeWithWhatThePluginSays() throws Exception {
    TreeSet<String> codecs = new TreeSet<>();
    Collection<ServiceReference<CodecPlugin>> references =
        context.getServiceReferences(CodecPlugin.class, null);
    for (ServiceReference<CodecPlugin> reference : references) {
      CodecPlugin plugin = context.getService(reference);
      assertEquals(plugin.codec(), reference.getProperty(CodecPlugin.CODEC));
      assertEquals(
          plugin.sampleEntries(), strings(reference.getProperty(CodecPlugin.SAMPLE_ENTRIES)));
      codecs.add(plugin.codec());
    }
    assertEquals("[g711a, g711u, h264, h265]", codecs.toString());
  }

  @Test
  public void bundles_ofOurs_areActiveAtTheirStartLevels() {
    int found = 0;
    for (Bundle bundle : context.getBundles()) {
      String name = bundle.getSymbolicName();
      if (name.startsWith("io.boxwire.")) {
        found++;
        assertEquals(name, Bundle.ACTIVE, bundle.getState());
        int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
        assertTrue(name + " at " + level, level >= 60 && level <= 85);
      }
    }
    assertEquals(12, found);
  }

  /** A property of several values may be written as one where there is one. */
  private static Set<String> strings(Object property) {
    return property instanceof String one ? Set.of(one) : Set.of((String[]) property);
  }
}
