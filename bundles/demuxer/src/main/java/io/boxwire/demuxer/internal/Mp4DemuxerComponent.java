package io.boxwire.demuxer.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.Source;
import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link DemuxerFactory} service for MP4, with the codec plugins that are services. Immediate:
 * a delayed component would end, and with it all open demuxers, when its last user lets go.
 */
@Component(
    service = DemuxerFactory.class,
    immediate = true,
    property = DemuxerFactory.CONTAINER + "=mp4")
public final class Mp4DemuxerComponent implements DemuxerFactory {
  private static final Logger LOG = LoggerFactory.getLogger(Mp4DemuxerComponent.class);

  /** By reference, not by codec: two plugins for one codec may be present. */
  private final Map<ServiceReference<CodecPlugin>, CodecPlugin> plugins = new ConcurrentHashMap<>();

  private final Mp4DemuxerFactory factory =
      new Mp4DemuxerFactory(CodecPlugins.live(() -> bestFirst(plugins)));

  /** Made by Declarative Services. */
  @Activate
  public Mp4DemuxerComponent() {}

  /**
   * Takes a plugin that came.
   *
   * @param plugin the plugin
   * @param reference tells its rank
   */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addPlugin(CodecPlugin plugin, ServiceReference<CodecPlugin> reference) {
    plugins.put(reference, plugin);
  }

  /**
   * Lets go of a plugin that goes.
   *
   * @param plugin the plugin
   * @param reference the one it came with
   */
  void removePlugin(CodecPlugin plugin, ServiceReference<CodecPlugin> reference) {
    plugins.remove(reference);
    factory.revoke(plugin);
  }

  /** Sorted at each call: a service may change its rank. */
  private static <T> List<T> bestFirst(Map<ServiceReference<T>, T> services) {
    return services.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Deactivate
  void deactivate() {
    try {
      factory.end();
    } catch (MediaException e) {
      LOG.warn("A file that was read could not be closed", e);
    }
  }

  @Override
  public Demuxer open(Source source, DemuxerOptions options) throws MediaException {
    return factory.open(source, options);
  }

  @Override
  public DemuxerFactory using(Collection<? extends CodecPlugin> others) {
    return factory.using(others);
  }
}
