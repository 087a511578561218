package io.boxwire.api;

import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens muxers for one container. An OSGi service with the property {@link #CONTAINER}; safe for
 * use by any number of threads.
 */
@ProviderType
public interface MuxerFactory {
  /** Service property: the container's name, such as {@code mp4}. */
  String CONTAINER = "container";

  /**
   * Opens a muxer.
   *
   * @param sink where it writes
   * @param options how it writes
   * @return the muxer, to be closed by the caller
   * @throws MediaException {@code BAD_REQUEST} if the layout is impossible on the sink; {@code IO}
   *     if the file exists or can't be created
   */
  Muxer open(Sink sink, MuxerOptions options) throws MediaException;

  /**
   * Makes a factory that uses these codec plugins and no others; for use without a service
   * registry.
   *
   * @param plugins the plugins, best first
   * @return the factory
   */
  MuxerFactory using(Collection<? extends CodecPlugin> plugins);
}
