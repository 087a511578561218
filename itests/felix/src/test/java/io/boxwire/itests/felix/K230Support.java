package io.boxwire.itests.felix;

import static io.boxwire.device.k230.KdMp4.K_MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.KdMp4.K_MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.KdMp4.K_MP4_CONFIG_DEMUXER;
import static io.boxwire.device.k230.KdMp4.K_MP4_CONFIG_MUXER;
import static io.boxwire.device.k230.KdMp4.K_MP4_OK;
import static io.boxwire.device.k230.KdMp4.K_MP4_STREAM_AUDIO;
import static io.boxwire.device.k230.KdMp4.K_MP4_STREAM_VIDEO;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Frames as a program on the board has them, and the {@code kd_mp4} calls that carry them. */
final class K230Support {
  /** Of the built-in device. */
  static final int WIDTH = 1280;

  static final int HEIGHT = 720;
  static final int RATE = 8_000;

  /** Samples of a block of sound. */
  static final int BLOCK = 320;

  private static final int VIDEO = 1;

  private K230Support() {}

  /**
   * A frame.
   *
   * @param codecId the board's ID of its codec
   * @param micros its time, counted from the first frame
   * @param bytes the payload; compared by their contents
   */
  record Unit(int codecId, long micros, ByteBuffer bytes) {
    boolean video() {
      return codecId == K_MP4_CODEC_ID_H264;
    }
  }

  /** Takes frames of H.264 and mu-law from a device, until there are so many pictures. */
  static List<Unit> units(CaptureDevice device, int pictures) throws Exception {
    CaptureRequest request =
        CaptureRequest.builder()
            .video("h264")
            .audio("g711u")
            .options(Map.of("pace", "fast"))
            .build();
    List<Unit> units = new ArrayList<>();
    long zero = 0;
    try (CaptureSession session = device.open(request)) {
      for (int i = 0; i < pictures; ) {
        Frame frame = session.read().orElseThrow();
        zero = units.isEmpty() ? micros(session, frame) : zero;
        units.add(unit(session, frame, zero));
        i += frame.track() == VIDEO ? 1 : 0;
      }
    }
    return units;
  }

  private static Unit unit(CaptureSession session, Frame frame, long zero) throws MediaException {
    ByteBuffer copy = ByteBuffer.allocate(frame.payload().remaining());
    copy.put(frame.payload().duplicate()).flip();
    int codec = frame.track() == VIDEO ? K_MP4_CODEC_ID_H264 : K_MP4_CODEC_ID_G711U;
    return new Unit(codec, micros(session, frame) - zero, copy);
  }

  private static long micros(CaptureSession session, Frame frame) throws MediaException {
    int timescale = session.tracks().get(frame.track() - 1).timescale();
    return Math.round(frame.decodeTime() * 1e6 / timescale);
  }

  /** A file that is being written by the calls. */
  static final class Writing {
    final KdMp4 calls;
    final long handle;
    private final long video;
    private final long audio;

    /** Creates the file and its two tracks. */
    Writing(KdMp4 calls, Path file, int fmp4Flag) {
      this.calls = calls;
      this.handle = create(calls, K_MP4_CONFIG_MUXER, file, fmp4Flag);
      KMp4TrackInfo info = new KMp4TrackInfo();
      info.trackType = K_MP4_STREAM_VIDEO;
      info.videoInfo.width = WIDTH;
      info.videoInfo.height = HEIGHT;
      info.videoInfo.codecId = K_MP4_CODEC_ID_H264;
      this.video = track(info);
      info.trackType = K_MP4_STREAM_AUDIO;
      info.audioInfo.channels = 1;
      info.audioInfo.sampleRate = RATE;
      info.audioInfo.bitPerSample = 16;
      info.audioInfo.codecId = K_MP4_CODEC_ID_G711U;
      this.audio = track(info);
    }

    private long track(KMp4TrackInfo info) {
      KU64Ptr track = new KU64Ptr();
      check(calls, handle, calls.createTrack(handle, track, info));
      return track.value;
    }

    /** Writes a frame, and gives what the call returns. */
    int write(Unit unit) {
      KMp4FrameData data = new KMp4FrameData();
      data.codecId = unit.codecId();
      data.timeStamp = unit.micros();
      data.data = unit.bytes().duplicate();
      data.dataLength = unit.bytes().remaining();
      return calls.writeFrame(handle, unit.video() ? video : audio, data);
    }

    /** Writes frames, each of which is taken. */
    void writeAll(List<Unit> units) {
      for (Unit unit : units) {
        check(calls, handle, write(unit));
      }
    }

    int destroy() {
      return calls.destroy(handle);
    }

    /** Finishes the file, which succeeds. */
    void finish() {
      check(calls, handle, destroy());
    }

    String message() {
      return calls.errorMessage(handle);
    }
  }

  /** Opens a file that is read by the calls. */
  static long reading(KdMp4 calls, Path file) {
    return create(calls, K_MP4_CONFIG_DEMUXER, file, 0);
  }

  /** Reads all frames of a file by the calls. */
  static List<Unit> read(KdMp4 calls, Path file) {
    long handle = reading(calls, file);
    List<Unit> units = new ArrayList<>();
    KMp4FrameData data = new KMp4FrameData();
    while (true) {
      check(calls, handle, calls.getFrame(handle, data));
      if (data.eof == 1) {
        break;
      }
      ByteBuffer copy = ByteBuffer.allocate(data.dataLength);
      copy.put(data.data.duplicate()).flip();
      units.add(new Unit(data.codecId, data.timeStamp, copy));
    }
    check(calls, handle, calls.destroy(handle));
    return units;
  }

  private static long create(KdMp4 calls, int type, Path file, int fmp4Flag) {
    KMp4Config config = new KMp4Config();
    config.configType = type;
    config.muxerConfig.fileName = file.toString();
    config.muxerConfig.fmp4Flag = fmp4Flag;
    config.timeUnit = KMp4TimeUnit.MICROSECONDS;
    KU64Ptr handle = new KU64Ptr();
    check(calls, 0, calls.create(handle, config));
    assertTrue(handle.value != 0);
    return handle.value;
  }

  /** Expects a call to have succeeded. */
  static void check(KdMp4 calls, long handle, int returned) {
    assertEquals(calls.errorMessage(handle), K_MP4_OK, returned);
  }
}
