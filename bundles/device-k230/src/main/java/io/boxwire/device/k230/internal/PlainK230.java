package io.boxwire.device.k230.internal;

import io.boxwire.api.Boxwire;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import io.boxwire.device.k230.internal.module.Parts;
import java.util.List;
import java.util.function.Supplier;

/** The module without a framework. */
public final class PlainK230 implements K230 {
  private final DefaultK230 module;

  /**
   * Makes the module.
   *
   * @param boxwire the parts found on a class path
   */
  public PlainK230(Boxwire boxwire) {
    this.module = new DefaultK230(new ClassPathParts(boxwire));
  }

  @Override
  public Mp4Container newMp4Container() {
    return module.newMp4Container();
  }

  @Override
  public KdMp4 newKdMp4() {
    return module.newKdMp4();
  }

  /** The parts of a class path, which never go. */
  private record ClassPathParts(Boxwire boxwire) implements Parts {
    @Override
    public MuxerFactory muxers() throws MediaException {
      return present(boxwire::muxers);
    }

    @Override
    public DemuxerFactory demuxers() throws MediaException {
      return present(boxwire::demuxers);
    }

    @Override
    public Recorder recorder() throws MediaException {
      return boxwire
          .recorder()
          .orElseThrow(
              () ->
                  MediaException.of(
                      Code.SERVICE_GONE, "no recorder, or no muxer for it, is on the class path"));
    }

    @Override
    public List<CodecPlugin> codecs() {
      return boxwire.codecs();
    }

    @Override
    public String defaultDevice() {
      return DeviceOffers.BUILTIN;
    }

    private static <T> T present(Supplier<T> part) throws MediaException {
      try {
        return part.get();
      } catch (IllegalStateException e) {
        throw MediaException.of(Code.SERVICE_GONE, e.getMessage(), e);
      }
    }
  }
}
