package io.boxwire.monitor.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingListener;
import io.boxwire.api.RecordingStatus;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Shows recordings and framework as MBeans of the platform's server, as long as there is a
 * recorder.
 */
@Component(service = RecordingListener.class, immediate = true)
public final class Beans implements RecordingListener {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final BeanServer beans;
  private final RosterThread thread;

  /**
   * Makes the component.
   *
   * @param context of the bundle
   * @param recorder whose recordings are shown
   */
  @Activate
  public Beans(BundleContext context, @Reference Recorder recorder) {
    beans = new BeanServer(ManagementFactory.getPlatformMBeanServer());
    beans.register(new FrameworkBean(context, () -> recorder.recordings().size()));
    thread =
        new RosterThread("boxwire-monitor-beans", new Roster(recorder::recordings, beans), EVERY);
  }

  @Deactivate
  void deactivate() {
    thread.close();
    beans.unregisterFramework();
  }

  @Override
  public void onEvent(RecordingStatus recording, MediaEvent event) {
    thread.wake();
  }
}
