package io.boxwire.demuxer.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Source;
import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Opens demuxers for MP4 files and streams. Needs no OSGi. */
public final class Mp4DemuxerFactory implements DemuxerFactory {
  private final CodecPlugins plugins;
  private final Set<OpenDemuxer> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /** Makes a factory that knows no codec; see {@link #using}. */
  public Mp4DemuxerFactory() {
    this(CodecPlugins.of(List.of()));
  }

  Mp4DemuxerFactory(CodecPlugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public Demuxer open(Source source, DemuxerOptions options) throws MediaException {
    AtomicReference<OpenDemuxer> self = new AtomicReference<>();
    OpenDemuxer demuxer = openNow(source, options, () -> open.remove(self.get()));
    self.set(demuxer);
    open.add(demuxer);
    if (ended) {
      // The service went while the file was being opened.
      demuxer.abandon();
    }
    return demuxer;
  }

  private OpenDemuxer openNow(Source source, DemuxerOptions options, Runnable onClose)
      throws MediaException {
    try {
      return make(source, options, onClose);
    } catch (LinkageError e) {
      if (ended) {
        // The bundle was updated meanwhile: classes that were not used yet are not found any more.
        throw MediaException.of(Code.SERVICE_GONE, "the demuxer's bundle was stopped", e);
      }
      throw e;
    }
  }

  private OpenDemuxer make(Source source, DemuxerOptions options, Runnable onClose)
      throws MediaException {
    if (source instanceof Source.File file) {
      return FileDemuxer.open(RandomInput.open(file.path()), options, plugins, onClose);
    }
    if (source instanceof Source.Seekable seekable) {
      return FileDemuxer.open(RandomInput.of(seekable.channel()), options, plugins, onClose);
    }
    return StreamDemuxer.open(((Source.Stream) source).channel(), options, plugins, onClose);
  }

  @Override
  public DemuxerFactory using(Collection<? extends CodecPlugin> others) {
    return new Mp4DemuxerFactory(CodecPlugins.of(others));
  }

  /** Lets all open demuxers let go of a plugin. */
  void revoke(CodecPlugin plugin) {
    open.forEach(demuxer -> demuxer.revoke(plugin));
  }

  /**
   * Ends all open demuxers.
   *
   * @throws MediaException if closing a file failed; the others are ended all the same
   */
  void end() throws MediaException {
    ended = true;
    MediaException failure = null;
    for (OpenDemuxer demuxer : List.copyOf(open)) {
      try {
        demuxer.abandon();
      } catch (MediaException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
