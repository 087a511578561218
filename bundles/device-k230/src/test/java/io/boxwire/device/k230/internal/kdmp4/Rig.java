package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.internal.module.OpenObjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The calls on the parts of the class path, with what most tests do by them. */
final class Rig {
  final TestParts parts = new TestParts();
  final List<String> log = new CopyOnWriteArrayList<>();
  final OpenObjects open = new OpenObjects();
  final KdMp4 kd = new DefaultKdMp4(parts, open, new AtomicLong()::incrementAndGet, log::add);

  /** A frame as it was read. */
  record Read(int codecId, long time, byte[] bytes) {}

  /** Asserts that a call was done. */
  void done(int code, long handle) {
    assertThat(code).as(kd.errorMessage(handle)).isEqualTo(KdMp4.K_MP4_OK);
  }

  static KMp4Config muxer(Path file, int fmp4Flag) {
    KMp4Config config = new KMp4Config();
    config.configType = KdMp4.K_MP4_CONFIG_MUXER;
    config.muxerConfig.fileName = file.toString();
    config.muxerConfig.fmp4Flag = fmp4Flag;
    return config;
  }

  static KMp4Config demuxer(Path file) {
    KMp4Config config = new KMp4Config();
    config.configType = KdMp4.K_MP4_CONFIG_DEMUXER;
    config.demuxerConfig.fileName = file.toString();
    return config;
  }

  long create(KMp4Config config) {
    KU64Ptr handle = new KU64Ptr();
    done(kd.create(handle, config), 0);
    assertThat(handle.value).isPositive();
    return handle.value;
  }

  long write(Path file, int fmp4Flag) {
    return create(muxer(file, fmp4Flag));
  }

  long write(Path file, int fmp4Flag, KMp4TimeUnit unit) {
    KMp4Config config = muxer(file, fmp4Flag);
    config.timeUnit = unit;
    return create(config);
  }

  static KMp4TrackInfo video(int codecId) {
    KMp4TrackInfo info = new KMp4TrackInfo();
    info.trackType = KdMp4.K_MP4_STREAM_VIDEO;
    info.timeScale = 1000;
    info.videoInfo.width = 1280;
    info.videoInfo.height = 720;
    info.videoInfo.codecId = codecId;
    return info;
  }

  static KMp4TrackInfo audio(int codecId, int rate, int channels) {
    KMp4TrackInfo info = new KMp4TrackInfo();
    info.trackType = KdMp4.K_MP4_STREAM_AUDIO;
    info.timeScale = 1000;
    info.audioInfo.channels = channels;
    info.audioInfo.sampleRate = rate;
    info.audioInfo.bitPerSample = 16;
    info.audioInfo.codecId = codecId;
    return info;
  }

  long track(long handle, KMp4TrackInfo info) {
    KU64Ptr track = new KU64Ptr();
    done(kd.createTrack(handle, track, info), handle);
    return track.value;
  }

  void write(long handle, long track, KMp4FrameData frame) {
    done(kd.writeFrame(handle, track, frame), handle);
  }

  void destroy(long handle) {
    done(kd.destroy(handle), handle);
  }

  KMp4FileInfo info(long handle) {
    KMp4FileInfo info = new KMp4FileInfo();
    done(kd.getFileInfo(handle, info), handle);
    return info;
  }

  KMp4TrackInfo track(long handle, int index) {
    KMp4TrackInfo info = new KMp4TrackInfo();
    done(kd.getTrackByIndex(handle, index, info), handle);
    return info;
  }

  /** Reads on to the end. */
  List<Read> frames(long handle) {
    List<Read> frames = new ArrayList<>();
    KMp4FrameData data = new KMp4FrameData();
    while (true) {
      done(kd.getFrame(handle, data), handle);
      if (data.eof == 1) {
        return frames;
      }
      byte[] bytes = new byte[data.dataLength];
      data.data.get(bytes);
      frames.add(new Read(data.codecId, data.timeStamp, bytes));
    }
  }

  /** Reads a whole file, times in microseconds. */
  List<Read> readBack(Path file) {
    KMp4Config config = demuxer(file);
    config.timeUnit = KMp4TimeUnit.MICROSECONDS;
    long handle = create(config);
    List<Read> frames = frames(handle);
    destroy(handle);
    return frames;
  }
}
