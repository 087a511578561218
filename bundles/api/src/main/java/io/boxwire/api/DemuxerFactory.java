package io.boxwire.api;

import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens demuxers for one container. An OSGi service with the property {@link #CONTAINER}; safe for
 * use by any number of threads.
 */
@ProviderType
public interface DemuxerFactory {
  /** Service property: the container's name, such as {@code mp4}. */
  String CONTAINER = "container";

  /**
   * Opens a demuxer.
   *
   * @param source what it reads
   * @param options how it reads
   * @return the demuxer, to be closed by the caller
   * @throws MediaException if the source can't be read, or its headers are malformed; {@code
   *     BAD_REQUEST} if the options name a track that is not there
   */
  Demuxer open(Source source, DemuxerOptions options) throws MediaException;

  /**
   * Makes a factory that uses these codec plugins and no others; for use without a service
   * registry.
   *
   * @param plugins the plugins, best first
   * @return the factory
   */
  DemuxerFactory using(Collection<? extends CodecPlugin> plugins);
}
