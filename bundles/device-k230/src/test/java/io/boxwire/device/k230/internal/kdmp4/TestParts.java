package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.Boxwire;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.internal.module.Parts;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** The parts on the test's class path, each of which a test may exchange. */
public final class TestParts implements Parts {
  private final Boxwire boxwire = Boxwire.load(TestParts.class.getClassLoader());

  /** Opens muxers. */
  public MuxerFactory muxers = boxwire.muxers();

  /** Opens demuxers. */
  public DemuxerFactory demuxers = boxwire.demuxers();

  /** The codec plugins. */
  public List<CodecPlugin> codecs = boxwire.codecs();

  /** Puts something around each muxer that is opened. */
  void wrapMuxers(UnaryOperator<Muxer> wrapper) {
    MuxerFactory real = muxers;
    muxers =
        new MuxerFactory() {
          @Override
          public Muxer open(Sink sink, MuxerOptions options) throws MediaException {
            return wrapper.apply(real.open(sink, options));
          }

          @Override
          public MuxerFactory using(Collection<? extends CodecPlugin> plugins) {
            return real.using(plugins);
          }
        };
  }

  @Override
  public MuxerFactory muxers() {
    return muxers;
  }

  @Override
  public DemuxerFactory demuxers() {
    return demuxers;
  }

  @Override
  public Recorder recorder() throws MediaException {
    throw MediaException.of(Code.SERVICE_GONE, "no recorder is needed here");
  }

  @Override
  public List<CodecPlugin> codecs() {
    return codecs;
  }

  @Override
  public String defaultDevice() {
    return "none";
  }
}
