package io.boxwire.device.k230.internal.example;

import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.Mp4Container;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A module that keeps what it is called with, and answers what a test wants. */
final class FakeModule implements K230, KdMp4 {
  static final long HANDLE = 11;
  static final long TRACK = 22;

  /** A frame that was written. */
  record Written(long track, int codec, long time, String bytes) {}

  final List<String> calls = new ArrayList<>();
  final List<KMp4TrackInfo> tracks = new ArrayList<>();
  final List<Written> written = new ArrayList<>();
  final Map<String, Integer> codes = new HashMap<>();
  final Deque<KMp4FrameData> frames = new ArrayDeque<>();
  KMp4Config config = new KMp4Config();
  private Mp4Container container;
  private boolean destroyed;

  FakeModule answers(String call, int code) {
    codes.put(call, code);
    return this;
  }

  FakeModule gives(Mp4Container one) {
    container = one;
    return this;
  }

  private int called(String call) {
    calls.add(call);
    return codes.getOrDefault(call, K_MP4_OK);
  }

  @Override
  public Mp4Container newMp4Container() {
    return container;
  }

  @Override
  public KdMp4 newKdMp4() {
    return this;
  }

  @Override
  public int create(KU64Ptr handle, KMp4Config given) {
    config = given;
    int code = called("create");
    handle.value = code == K_MP4_OK ? HANDLE : 0;
    return code;
  }

  @Override
  public int createTrack(long handle, KU64Ptr trackHandle, KMp4TrackInfo trackInfo) {
    tracks.add(trackInfo);
    trackHandle.value = TRACK;
    return called("createTrack");
  }

  @Override
  public int destroyTracks(long handle) {
    return called("destroyTracks");
  }

  @Override
  public int destroy(long handle) {
    if (handle != HANDLE || destroyed) {
      return K_MP4_ERR_HANDLE;
    }
    destroyed = true;
    return called("destroy");
  }

  @Override
  public int writeFrame(long handle, long trackHandle, KMp4FrameData frame) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < frame.dataLength; i++) {
      bytes.append(String.format("%02x", frame.data.get(frame.data.position() + i)));
    }
    written.add(new Written(trackHandle, frame.codecId, frame.timeStamp, bytes.toString()));
    return called("writeFrame");
  }

  @Override
  public int getFileInfo(long handle, KMp4FileInfo fileInfo) {
    fileInfo.trackNum = tracks.size();
    return called("getFileInfo");
  }

  @Override
  public int getTrackByIndex(long handle, int index, KMp4TrackInfo info) {
    KMp4TrackInfo track = tracks.get(index);
    info.trackType = track.trackType;
    info.videoInfo = track.videoInfo;
    info.audioInfo = track.audioInfo;
    return called("getTrackByIndex");
  }

  @Override
  public int getFrame(long handle, KMp4FrameData frameData) {
    KMp4FrameData next = frames.poll();
    if (next == null) {
      frameData.eof = 1;
    } else {
      frameData.codecId = next.codecId;
      frameData.timeStamp = next.timeStamp;
      frameData.data = next.data;
      frameData.dataLength = next.dataLength;
    }
    return called("getFrame");
  }

  @Override
  public int codecId(String codec) {
    throw new UnsupportedOperationException(codec);
  }

  @Override
  public String codecName(int codecId) {
    throw new UnsupportedOperationException("codec " + codecId);
  }

  @Override
  public String errorMessage(long handle) {
    return "a message";
  }

  @Override
  public String errorName(int code) {
    throw new UnsupportedOperationException("code " + code);
  }
}
