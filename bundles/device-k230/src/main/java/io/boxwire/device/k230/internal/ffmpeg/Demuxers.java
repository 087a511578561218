package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.device.k230.internal.device.Ranked;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The demuxers that are present, for all ffmpeg devices. */
@Component(service = Demuxers.class)
public final class Demuxers {
  private final Ranked<DemuxerFactory> factories = new Ranked<>();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(" + DemuxerFactory.CONTAINER + "=mp4)")
  void bindFactory(ServiceReference<DemuxerFactory> reference, DemuxerFactory factory) {
    factories.add(reference, factory);
  }

  void unbindFactory(ServiceReference<DemuxerFactory> reference) {
    factories.remove(reference);
  }

  /** The best one, if there is any. */
  Optional<DemuxerFactory> best() {
    return factories.bestFirst().stream().findFirst();
  }
}
