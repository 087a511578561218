package io.boxwire.monitor.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.RecordingListener;
import io.boxwire.api.RecordingStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * Posts what happens to recordings through Event Admin, where there is one: see {@link Topics}.
 * Posting does not wait for who listens.
 */
@Component(service = RecordingListener.class)
public final class EventPoster implements RecordingListener {
  private final EventAdmin events;

  /**
   * Makes the component.
   *
   * @param events delivers the events
   */
  @Activate
  public EventPoster(@Reference EventAdmin events) {
    this.events = events;
  }

  @Override
  public void onEvent(RecordingStatus recording, MediaEvent event) {
    events.postEvent(
        new Event(
            Topics.of(event.kind()),
            Topics.properties(recording, event, System.currentTimeMillis())));
  }
}
