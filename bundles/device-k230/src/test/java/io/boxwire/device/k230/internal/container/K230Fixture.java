package io.boxwire.device.k230.internal.container;

import io.boxwire.api.Boxwire;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.internal.media.CodecIds;
import io.boxwire.device.k230.internal.module.OpenObjects;
import io.boxwire.device.k230.internal.module.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Containers on the real recorder, muxer, demuxer and codecs, with devices of a test. */
final class K230Fixture implements Parts {
  private static final Boxwire BOXWIRE = Boxwire.load(K230Fixture.class.getClassLoader());

  final OpenObjects open = new OpenObjects();
  private final List<CaptureDevice> devices = new ArrayList<>(BOXWIRE.devices());
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private MuxerFactory muxers = BOXWIRE.muxers();
  private DemuxerFactory demuxers = BOXWIRE.demuxers();
  private String defaultDevice = "builtin";

  /** The built-in device. */
  static CaptureDevice builtin() {
    return BOXWIRE.devices().stream()
        .filter(d -> d.id().equals("builtin"))
        .findFirst()
        .orElseThrow();
  }

  K230Fixture with(CaptureDevice device) {
    devices.add(device);
    return this;
  }

  /** Makes a device the one that is recorded from where none is named. */
  K230Fixture defaultDevice(CaptureDevice device) {
    defaultDevice = device.id();
    return with(device);
  }

  K230Fixture muxers(MuxerFactory factory) {
    muxers = factory;
    return this;
  }

  K230Fixture demuxers(DemuxerFactory factory) {
    demuxers = factory;
    return this;
  }

  Mp4Container container() {
    return new DefaultMp4Container(this, open, new CodecIds(), warnings::add);
  }

  /** What containers have logged. */
  List<String> warnings() {
    return warnings;
  }

  /** A configuration that records from the built-in device as fast as it can. */
  static Mp4CfgStr recording(Path file, int video, int audio) {
    Mp4CfgStr cfg = recordingFromDefault(file, video, audio);
    cfg.setDevice("builtin", Map.of("pace", "fast"));
    return cfg;
  }

  static Mp4CfgStr recordingFromDefault(Path file, int video, int audio) {
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(file.toString(), video, 0, 0, audio);
    return cfg;
  }

  /** Makes so many frames. */
  static void process(Mp4Container container, int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      if (!container.process()) {
        throw new AssertionError("no frame " + i);
      }
    }
  }

  /** Records so many frames into a file and closes it. */
  void record(Mp4CfgStr cfg, int frames) throws Exception {
    try (Mp4Container container = container()) {
      container.create(cfg);
      container.start();
      process(container, frames);
      container.stop();
    }
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
    return BOXWIRE.recorder().orElseThrow().using(muxers, devices);
  }

  @Override
  public List<CodecPlugin> codecs() {
    return BOXWIRE.codecs();
  }

  @Override
  public String defaultDevice() {
    return defaultDevice;
  }
}
