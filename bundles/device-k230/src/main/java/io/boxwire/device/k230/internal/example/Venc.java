package io.boxwire.device.k230.internal.example;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The board's {@code Sensor} and {@code Encoder}, linked: a capture device that delivers video.
 * Used by one thread.
 */
final class Venc implements AutoCloseable {
  /** A picture that needs others to be decoded. */
  static final int STREAM_TYPE_P = 1;

  /** A picture that decoding can start at. */
  static final int STREAM_TYPE_I = 2;

  /** Parameter sets, and no picture. */
  static final int STREAM_TYPE_HEADER = 3;

  private static final long MICROS = 1_000_000;

  /** What pictures are encoded as. */
  enum PayloadType {
    /** H.264. */
    K_PT_H264("h264"),
    /** H.265. */
    K_PT_H265("h265");

    private final String codec;

    PayloadType(String codec) {
      this.codec = codec;
    }
  }

  private final Camera camera;
  private int width;
  private int height;
  private PayloadType payloadType = PayloadType.K_PT_H264;
  private Optional<CaptureSession> session = Optional.empty();
  private Optional<StreamData> unreleased = Optional.empty();
  private int track;
  private int timescale;

  Venc(Camera camera) {
    this.camera = camera;
  }

  /** Sets the size of the pictures: {@code Sensor.set_framesize}. */
  void setFramesize(int pixelsWide, int pixelsHigh) {
    width = pixelsWide;
    height = pixelsHigh;
  }

  /**
   * Opens camera and encoder: {@code Encoder.Create}.
   *
   * @throws MediaException as {@link io.boxwire.api.capture.CaptureDevice#open}
   */
  void create(PayloadType type) throws MediaException {
    payloadType = type;
    CaptureRequest request =
        CaptureRequest.builder()
            .video(type.codec)
            .size(width, height)
            .options(camera.options())
            .build();
    CaptureSession opened = camera.device().open(request);
    session = Optional.of(opened);
    for (int i = 0; i < opened.tracks().size(); i++) {
      TrackFormat format = opened.tracks().get(i);
      if (format.mediaType() == MediaType.VIDEO) {
        track = i + 1;
        timescale = format.timescale();
      }
    }
  }

  /**
   * Waits for the next frame: {@code Encoder.GetStream}. The first call starts the camera.
   *
   * @param streamData is filled; to be released before the next call
   * @throws EOFException if the device has come to its end
   * @throws IOException if it failed
   * @throws InterruptedException if interrupted while it waits
   */
  void getStream(StreamData streamData) throws IOException, InterruptedException {
    Frame frame = read();
    streamData.frame = Optional.of(frame);
    streamData.data = frame.payload();
    streamData.dataSize = streamData.data.remaining();
    streamData.pts = micros(frame.decodeTime(), timescale);
    streamData.streamType = streamType(streamData.data, payloadType);
    unreleased = Optional.of(streamData);
  }

  private Frame read() throws IOException, InterruptedException {
    while (true) {
      Frame frame =
          session
              .orElseThrow(() -> new IllegalStateException("create comes first"))
              .read()
              .orElseThrow(() -> new EOFException("the camera has come to its end"));
      if (frame.track() == track) {
        return frame;
      }
      frame.release();
    }
  }

  private static long micros(long ticks, int timescale) {
    return Math.floorDiv(ticks, timescale) * MICROS
        + Math.floorMod(ticks, timescale) * MICROS / timescale;
  }

  /** What a frame is, by its first NAL unit that belongs to a picture. */
  private static int streamType(ByteBuffer bytes, PayloadType payloadType) {
    for (int i = bytes.position(); i + 3 < bytes.limit(); i++) {
      if (bytes.get(i) != 0 || bytes.get(i + 1) != 0 || bytes.get(i + 2) != 1) {
        continue;
      }
      int header = bytes.get(i + 3);
      int type = payloadType == PayloadType.K_PT_H264 ? header & 31 : header >> 1 & 63;
      if (payloadType == PayloadType.K_PT_H264 && type >= 1 && type <= 5) {
        return type == 5 ? STREAM_TYPE_I : STREAM_TYPE_P;
      }
      if (payloadType == PayloadType.K_PT_H265 && type < 32) {
        return type >= 16 && type <= 23 ? STREAM_TYPE_I : STREAM_TYPE_P;
      }
    }
    return STREAM_TYPE_HEADER;
  }

  /** Gives a frame's bytes back: {@code Encoder.ReleaseStream}. */
  void releaseStream(StreamData streamData) {
    streamData.frame.ifPresent(Frame::release);
    streamData.frame = Optional.empty();
    unreleased = Optional.empty();
  }

  /**
   * Closes camera and encoder: {@code Sensor.stop}, {@code Encoder.Stop} and {@code
   * Encoder.Destroy}. A frame that was not released is. Does nothing where nothing is open.
   *
   * @throws MediaException if the device could not be let go properly
   */
  void destroy() throws MediaException {
    unreleased.ifPresent(this::releaseStream);
    if (session.isPresent()) {
      CaptureSession open = session.get();
      session = Optional.empty();
      open.close();
    }
  }

  /** The same as {@link #destroy()}. */
  @Override
  public void close() throws MediaException {
    destroy();
  }
}
