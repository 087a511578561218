package io.boxwire.repair.internal;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;
import java.util.Optional;

/**
 * What a repair is done with.
 *
 * @param muxers finish files
 * @param demuxers read them
 * @param codecs best first
 */
record Parts(MuxerFactory muxers, DemuxerFactory demuxers, List<CodecPlugin> codecs) {
  /** The best plugin that knows a sample entry. */
  Optional<CodecPlugin> codec(SampleEntry entry) throws MediaException {
    for (CodecPlugin plugin : codecs) {
      if (plugin.sampleEntries().contains(entry.type()) && plugin.matches(entry)) {
        return Optional.of(plugin);
      }
    }
    return Optional.empty();
  }

  static MediaException missing() {
    return MediaException.of(
        Code.SERVICE_GONE, "no muxer and demuxer: see Repairer.using(muxers, demuxers, codecs)");
  }
}
