package io.boxwire.api;

import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes playable files of recordings that were cut or torn. An OSGi service with the property
 * {@link #CONTAINER}; safe for use by any number of threads.
 *
 * <p>A HYBRID or FRAGMENTED recording is finalised in place: its index is written and nothing else
 * moves. That is safe to interrupt at any point, also by a power cut, and to repeat; a file that
 * needs nothing is left as it is, to the byte. A file that somebody still writes is refused.
 */
@ProviderType
public interface Repairer {
  /** Service property: the container's name, such as {@code mp4}. */
  String CONTAINER = "container";

  /**
   * Repairs a file.
   *
   * @param request which file, and how
   * @return what was done, and what was lost
   * @throws MediaException if the file can't be repaired, with the reason; the input is then as it
   *     was, or a recording that can be repaired again. {@code BAD_STATE} if it is being written
   * @throws InterruptedException if interrupted; the same holds
   */
  RepairReport repair(RepairRequest request) throws MediaException, InterruptedException;

  /**
   * Makes a repairer that uses these parts and no others; for use without a service registry.
   *
   * @param muxers finish files
   * @param demuxers read them
   * @param codecs find the pictures of a file without index
   * @return the repairer; this one, if it needs no parts
   */
  default Repairer using(
      MuxerFactory muxers, DemuxerFactory demuxers, Collection<? extends CodecPlugin> codecs) {
    return this;
  }
}
