package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Asks for recordings by configuration. */
final class Configurations {
  private static final String RECORDING = "io.boxwire.recorder.Recording";

  private final ConfigurationAdmin admin;

  Configurations(BundleContext context) {
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    this.admin = context.getService(reference);
  }

  /** Asks for a recording of a device into a folder of its own. */
  Configuration add(Session session, String device, Path folder) throws IOException {
    Configuration configuration = admin.getFactoryConfiguration(RECORDING, session.name(), "?");
    Dictionary<String, Object> values =
        new Hashtable<>(
            Map.of(
                "name",
                session.name(),
                "device",
                device,
                "device.options",
                new String[] {"pace=realtime"},
                "video",
                session.video(),
                "audio",
                session.audio(),
                "folder",
                folder.toString(),
                "pattern",
                "%o-%5n.mp4",
                "layout",
                session.layout().toLowerCase(Locale.ROOT),
                "segment.time",
                "0",
                "retry",
                "1"));
    configuration.update(values);
    return configuration;
  }
}
