package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file that is written or read by the calls of the K230 module, times in microseconds. */
final class KdFile {
  static final KdMp4 KD = K230.of(ElementaryStream.boxwire()).newKdMp4();

  private final long handle;

  private KdFile(KMp4Config config) {
    KU64Ptr out = new KU64Ptr();
    config.timeUnit = KMp4TimeUnit.MICROSECONDS;
    assertThat(KD.create(out, config)).as(KD.errorMessage(0)).isEqualTo(KdMp4.K_MP4_OK);
    handle = out.value;
  }

  /** A frame that was read. */
  record Read(int codecId, long micros, byte[] bytes) {}

  static KdFile write(Path file, int fmp4Flag) {
    KMp4Config config = new KMp4Config();
    config.configType = KdMp4.K_MP4_CONFIG_MUXER;
    config.muxerConfig.fileName = file.toString();
    config.muxerConfig.fmp4Flag = fmp4Flag;
    return new KdFile(config);
  }

  static KdFile read(Path file) {
    KMp4Config config = new KMp4Config();
    config.configType = KdMp4.K_MP4_CONFIG_DEMUXER;
    config.demuxerConfig.fileName = file.toString();
    return new KdFile(config);
  }

  long handle() {
    return handle;
  }

  long video(String codec) {
    KMp4TrackInfo info = new KMp4TrackInfo();
    info.trackType = KdMp4.K_MP4_STREAM_VIDEO;
    info.timeScale = 90_000;
    info.videoInfo.codecId = KD.codecId(codec);
    return track(info);
  }

  long audio(String law, int rate, int channels) {
    KMp4TrackInfo info = new KMp4TrackInfo();
    info.trackType = KdMp4.K_MP4_STREAM_AUDIO;
    // What the manual's example sets.
    info.timeScale = 1000;
    info.audioInfo.codecId = KD.codecId(law);
    info.audioInfo.sampleRate = rate;
    info.audioInfo.channels = channels;
    info.audioInfo.bitPerSample = 16;
    return track(info);
  }

  private long track(KMp4TrackInfo info) {
    KU64Ptr out = new KU64Ptr();
    done(KD.createTrack(handle, out, info));
    return out.value;
  }

  int tryFrame(long track, String codec, byte[] bytes, long micros) {
    KMp4FrameData data = new KMp4FrameData();
    data.codecId = KD.codecId(codec);
    data.timeStamp = micros;
    data.setData(bytes);
    return KD.writeFrame(handle, track, data);
  }

  void frame(long track, String codec, byte[] bytes, long micros) {
    done(tryFrame(track, codec, bytes, micros));
  }

  KMp4TrackInfo track(int index) {
    KMp4TrackInfo info = new KMp4TrackInfo();
    done(KD.getTrackByIndex(handle, index, info));
    return info;
  }

  /** Reads on to the end. */
  List<Read> frames() {
    List<Read> frames = new ArrayList<>();
    KMp4FrameData data = new KMp4FrameData();
    for (done(KD.getFrame(handle, data)); data.eof == 0; done(KD.getFrame(handle, data))) {
      byte[] bytes = new byte[data.dataLength];
      data.data.get(bytes);
      frames.add(new Read(data.codecId, data.timeStamp, bytes));
    }
    return frames;
  }

  void destroy() {
    done(KD.destroy(handle));
  }

  private void done(int code) {
    assertThat(code).as(KD.errorMessage(handle)).isEqualTo(KdMp4.K_MP4_OK);
  }
}
