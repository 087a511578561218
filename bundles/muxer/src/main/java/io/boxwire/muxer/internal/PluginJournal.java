package io.boxwire.muxer.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.Sink;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what becomes of codec plugins. The one class that needs SLF4J; loaded in frameworks only.
 */
final class PluginJournal implements BiConsumer<Sink, MediaEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(PluginJournal.class);

  @Override
  public void accept(Sink sink, MediaEvent event) {
    if (event.kind() == MediaEvent.Kind.PLUGIN_CHANGED) {
      LOG.info("{}, track {}: {}", name(sink), event.track().orElse(0), event.message());
    }
  }

  private static Object name(Sink sink) {
    return sink instanceof Sink.File file ? file.path() : "a channel";
  }
}
