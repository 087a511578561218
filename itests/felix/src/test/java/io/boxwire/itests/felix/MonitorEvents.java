package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Hears our events. A class of its own: nothing loads it before Event Admin is installed. */
final class MonitorEvents {
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final ServiceRegistration<EventHandler> registration;

  MonitorEvents(BundleContext context) {
    registration =
        context.registerService(
            EventHandler.class,
            events::add,
            new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, "io/boxwire/*")));
  }

  List<String> topics() {
    return events.stream().map(Event::getTopic).toList();
  }

  /** Every event has what each has to have, of classes of the JDK; one names the file. */
  void checkProperties(String recording, String file) {
    for (Event event : events) {
      assertEquals(recording, event.getProperty("recording"));
      assertTrue((long) event.getProperty("timestamp") > 0);
      for (String name : event.getPropertyNames()) {
        assertSame(name, null, event.getProperty(name).getClass().getClassLoader());
      }
    }
    assertTrue(
        events.stream()
            .filter(event -> event.getTopic().equals("io/boxwire/file/CLOSED"))
            .anyMatch(event -> file.equals(event.getProperty("file"))));
  }

  void close() {
    registration.unregister();
  }
}
