package io.boxwire.monitor.internal;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Shows the services that are registered; none of them is got for that. */
final class FrameworkBean implements FrameworkMXBean {
  private final BundleContext context;
  private final IntSupplier recordings;

  FrameworkBean(BundleContext context, IntSupplier recordings) {
    this.context = context;
    this.recordings = recordings;
  }

  @Override
  public List<String> getCodecs() {
    return lines(CodecPlugin.class, CodecPlugin.CODEC);
  }

  @Override
  public List<String> getMuxers() {
    return lines(MuxerFactory.class, MuxerFactory.CONTAINER);
  }

  @Override
  public List<String> getDemuxers() {
    return lines(DemuxerFactory.class, DemuxerFactory.CONTAINER);
  }

  @Override
  public List<String> getDevices() {
    return lines(CaptureDevice.class, CaptureDevice.DEVICE_ID);
  }

  @Override
  public int getRecordings() {
    return recordings.getAsInt();
  }

  private List<String> lines(Class<?> type, String property) {
    return references(type).stream()
        .flatMap(reference -> line(reference, property).stream())
        .sorted()
        .toList();
  }

  /** Empty for a service that has gone meanwhile. */
  private static Optional<String> line(ServiceReference<?> reference, String property) {
    Object name = reference.getProperty(property);
    Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
    return Optional.ofNullable(reference.getBundle())
        .map(
            bundle ->
                name
                    + " "
                    + bundle.getSymbolicName()
                    + " "
                    + bundle.getVersion()
                    + " "
                    + (ranking == null ? 0 : ranking));
  }

  private <T> Collection<ServiceReference<T>> references(Class<T> type) {
    try {
      return context.getServiceReferences(type, null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter can be wrong", e);
    }
  }
}
