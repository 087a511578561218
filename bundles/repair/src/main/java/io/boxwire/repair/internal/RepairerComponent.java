package io.boxwire.repair.internal;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Repairer;
import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The {@link Repairer} service for MP4. It holds nothing between calls: when the muxer or the
 * demuxer goes, it goes with them, and a repair under way fails and leaves the file as it was.
 */
@Component(service = Repairer.class, property = Repairer.CONTAINER + "=mp4")
public final class RepairerComponent implements Repairer {
  private final MuxerFactory muxers;
  private final DemuxerFactory demuxers;

  /** By reference, not by codec: two plugins for one codec may be present. */
  private final Map<ServiceReference<CodecPlugin>, CodecPlugin> plugins = new ConcurrentHashMap<>();

  /**
   * Made by Declarative Services.
   *
   * @param muxers finish files
   * @param demuxers read them
   */
  @Activate
  public RepairerComponent(
      @Reference(target = "(" + MuxerFactory.CONTAINER + "=mp4)") MuxerFactory muxers,
      @Reference(target = "(" + DemuxerFactory.CONTAINER + "=mp4)") DemuxerFactory demuxers) {
    this.muxers = muxers;
    this.demuxers = demuxers;
  }

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
   * @param reference the one it came with
   */
  void removePlugin(ServiceReference<CodecPlugin> reference) {
    plugins.remove(reference);
  }

  private List<CodecPlugin> bestFirst() {
    return plugins.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public RepairReport repair(RepairRequest request) throws MediaException, InterruptedException {
    return using(muxers, demuxers, bestFirst()).repair(request);
  }

  @Override
  public Repairer using(
      MuxerFactory otherMuxers,
      DemuxerFactory otherDemuxers,
      Collection<? extends CodecPlugin> codecs) {
    return new Mp4Repairer(new Parts(otherMuxers, otherDemuxers, List.copyOf(codecs)));
  }
}
