package io.boxwire.monitor.internal;

import io.boxwire.monitor.internal.Roster.Entry;
import java.util.HashMap;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers an MBean for each recording, and takes it away again. Under the roster's lock. */
final class BeanServer implements Roster.Guest {
  private static final Logger LOG = LoggerFactory.getLogger(BeanServer.class);

  private static final String DOMAIN = "io.boxwire:type=";

  private final MBeanServer server;
  private final Map<Entry, ObjectName> registered = new HashMap<>();
  private boolean framework;

  BeanServer(MBeanServer server) {
    this.server = server;
  }

  /**
   * The name of a recording's bean.
   *
   * @param recording its name, of any characters
   */
  static ObjectName recording(String recording) throws JMException {
    return new ObjectName(DOMAIN + "Recording,name=" + ObjectName.quote(recording));
  }

  /** The name of the framework's bean. */
  static ObjectName framework() throws JMException {
    return new ObjectName(DOMAIN + "Framework");
  }

  void register(FrameworkMXBean bean) {
    try {
      server.registerMBean(bean, framework());
      framework = true;
    } catch (JMException e) {
      LOG.warn("the MBean of the framework can't be registered", e);
    }
  }

  void unregisterFramework() {
    if (!framework) {
      return;
    }
    framework = false;
    try {
      unregister(framework());
    } catch (JMException e) {
      LOG.warn("the MBean of the framework can't be taken away", e);
    }
  }

  @Override
  public void came(Entry recording) {
    try {
      ObjectName name = recording(recording.name());
      server.registerMBean(new RecordingBean(recording), name);
      registered.put(recording, name);
    } catch (JMException e) {
      LOG.warn("the MBean of {} can't be registered", recording.name(), e);
    }
  }

  @Override
  public void left(Entry recording) {
    ObjectName name = registered.remove(recording);
    if (name == null) {
      return;
    }
    try {
      unregister(name);
    } catch (JMException e) {
      LOG.warn("the MBean of {} can't be taken away", recording.name(), e);
    }
  }

  private void unregister(ObjectName name) throws JMException {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("somebody else has taken away {}", name, e);
    }
  }
}
