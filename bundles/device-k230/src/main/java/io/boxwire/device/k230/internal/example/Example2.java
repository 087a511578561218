package io.boxwire.device.k230.internal.example;

import static io.boxwire.device.k230.KdMp4.K_MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.KdMp4.K_MP4_CODEC_ID_H265;
import static io.boxwire.device.k230.KdMp4.K_MP4_CONFIG_MUXER;
import static io.boxwire.device.k230.KdMp4.K_MP4_STREAM_AUDIO;
import static io.boxwire.device.k230.KdMp4.K_MP4_STREAM_VIDEO;

import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.internal.example.Venc.PayloadType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The manual's Example 2: saves what camera and encoder deliver with the {@link KdMp4} calls. It
 * shows how a container and its tracks are created, frames written, and the container destroyed.
 *
 * <p>Note: video is H.264 or H.265, audio G.711 A-law or mu-law; the program itself saves video.
 */
final class Example2 {
  private final KdMp4 kdMp4;
  private final Camera camera;
  private final Console console;
  private long created;
  private boolean written;

  /**
   * Makes the program.
   *
   * @param k230 the module
   * @param camera what it records from
   * @param console where it prints
   */
  Example2(K230 k230, Camera camera, Console console) {
    this.kdMp4 = k230.newKdMp4();
    this.camera = camera;
    this.console = console;
  }

  private long mp4MuxerInit(String fileName, int fmp4Flag) throws IOException {
    KMp4Config mp4Cfg = new KMp4Config();
    mp4Cfg.configType = K_MP4_CONFIG_MUXER;
    mp4Cfg.muxerConfig.fileName = fileName;
    mp4Cfg.muxerConfig.fmp4Flag = fmp4Flag;
    // Not in the original: its times are the encoder's microseconds, which its firmware expects
    mp4Cfg.timeUnit = KMp4TimeUnit.FIRMWARE;

    KU64Ptr handle = new KU64Ptr();
    int ret = kdMp4.create(handle, mp4Cfg);
    if (ret != 0) {
      throw osError("kd_mp4_create failed.", handle.value);
    }
    created = handle.value;
    return handle.value;
  }

  private long mp4MuxerCreateVideoTrack(long mp4Handle, int width, int height, int videoPayloadType)
      throws IOException {
    KMp4TrackInfo videoTrackInfo = new KMp4TrackInfo();
    videoTrackInfo.trackType = K_MP4_STREAM_VIDEO;
    videoTrackInfo.timeScale = 1000;
    videoTrackInfo.videoInfo.width = width;
    videoTrackInfo.videoInfo.height = height;
    videoTrackInfo.videoInfo.codecId = videoPayloadType;
    KU64Ptr videoTrackHandle = new KU64Ptr();
    int ret = kdMp4.createTrack(mp4Handle, videoTrackHandle, videoTrackInfo);
    if (ret != 0) {
      throw osError("kd_mp4_create_track failed.", mp4Handle);
    }
    return videoTrackHandle.value;
  }

  /** Not called by the program, in the original neither: it shows how an audio track is created. */
  long mp4MuxerCreateAudioTrack(
      long mp4Handle, int channel, int sampleRate, int bitPerSample, int audioPayloadType)
      throws IOException {
    KMp4TrackInfo audioTrackInfo = new KMp4TrackInfo();
    audioTrackInfo.trackType = K_MP4_STREAM_AUDIO;
    audioTrackInfo.timeScale = 1000;
    audioTrackInfo.audioInfo.channels = channel;
    audioTrackInfo.audioInfo.codecId = audioPayloadType;
    audioTrackInfo.audioInfo.sampleRate = sampleRate;
    audioTrackInfo.audioInfo.bitPerSample = bitPerSample;
    KU64Ptr audioTrackHandle = new KU64Ptr();
    int ret = kdMp4.createTrack(mp4Handle, audioTrackHandle, audioTrackInfo);
    if (ret != 0) {
      throw osError("kd_mp4_create_track failed.", mp4Handle);
    }
    return audioTrackHandle.value;
  }

  /**
   * Records an IDR frame and the 200 frames after it.
   *
   * @param fileName the file
   * @param frameWidth the width of the pictures; the original has 1280
   * @param height their height; the original has 720
   * @param vencPayloadType what they are encoded as; the original has H.264
   */
  private void viBindVencMp4Test(
      String fileName, int frameWidth, int height, PayloadType vencPayloadType) throws IOException {
    console.print("venc_test start");
    int width = alignUp(frameWidth, 16);

    KMp4FrameData frameData = new KMp4FrameData();
    ByteArrayOutputStream saveIdr = new ByteArrayOutputStream(width * height * 3 / 4);

    // Initialize mp4 muxer
    long mp4Handle = mp4MuxerInit(fileName, 1);

    // Create video track
    int videoPayloadType =
        switch (vencPayloadType) {
          case K_PT_H264 -> K_MP4_CODEC_ID_H264;
          case K_PT_H265 -> K_MP4_CODEC_ID_H265;
        };
    long mp4VideoTrackHandle = mp4MuxerCreateVideoTrack(mp4Handle, width, height, videoPayloadType);

    // Initialize sensor, instantiate video encoder, bind camera and venc: a capture device is all
    // of it. It is destroyed whatever happens, and has its pixel format and buffers by itself.
    try (Venc encoder = new Venc(camera)) {
      // Set camera output size
      encoder.setFramesize(width, height);

      StreamData streamData = new StreamData();

      // Create encoder. It starts encoding, and the camera, when the first frame is waited for.
      encoder.create(vencPayloadType);

      int frameCount = 0;
      console.print("save stream to file: ", fileName);

      long videoStartTimestamp = 0;
      boolean getFirstIFrame = false;

      try {
        while (true) {
          Console.exitpoint();
          encoder.getStream(streamData); // Get one frame of stream
          int streamType = streamData.streamType;

          // Retrieve the first IDR frame and write to MP4 file. Note: The first frame must be an
          // IDR frame.
          if (!getFirstIFrame) {
            if (streamType == Venc.STREAM_TYPE_I) {
              getFirstIFrame = true;
              videoStartTimestamp = streamData.pts;
              Channels.newChannel(saveIdr).write(streamData.data);

              frameData.codecId = videoPayloadType;
              frameData.setData(saveIdr.toByteArray());
              frameData.timeStamp = streamData.pts - videoStartTimestamp;

              int ret = kdMp4.writeFrame(mp4Handle, mp4VideoTrackHandle, frameData);
              if (ret != 0) {
                throw osError("kd_mp4_write_frame failed.", mp4Handle);
              }
              written = true;
              encoder.releaseStream(streamData);
              continue;

            } else if (streamType == Venc.STREAM_TYPE_HEADER) {
              Channels.newChannel(saveIdr).write(streamData.data);
              encoder.releaseStream(streamData);
              continue;
            } else {
              encoder.releaseStream(streamData); // Release one frame of stream
              continue;
            }
          }

          // Write video stream to MP4 file (not the first IDR frame)
          frameData.codecId = videoPayloadType;
          frameData.data = streamData.data;
          frameData.dataLength = streamData.dataSize;
          frameData.timeStamp = streamData.pts - videoStartTimestamp;

          console.print(
              "video size: ",
              streamData.dataSize,
              "video type: ",
              streamData.streamType,
              "video timestamp:",
              frameData.timeStamp);
          int ret = kdMp4.writeFrame(mp4Handle, mp4VideoTrackHandle, frameData);
          if (ret != 0) {
            throw osError("kd_mp4_write_frame failed.", mp4Handle);
          }

          encoder.releaseStream(streamData); // Release one frame of stream

          frameCount += 1;
          if (frameCount >= 200) {
            break;
          }
        }
      } catch (InterruptedException e) {
        console.reportStop(e);
      } catch (Exception e) {
        console.report(e);
      }

      // Stop camera, destroy binding between camera and venc, stop encoding, destroy encoder
      console.attempt(encoder::destroy);
    }

    // mp4 muxer destroy. The original does not look at what these return.
    console.attempt(() -> check("kd_mp4_destroy_tracks", kdMp4.destroyTracks(mp4Handle)));
    console.attempt(() -> check("kd_mp4_destroy", kdMp4.destroy(mp4Handle)));

    console.print("venc_test stop");
  }

  /**
   * Runs the program.
   *
   * @param fileName the file; the original has /sdcard/examples/test.mp4
   * @param vencPayloadType what pictures are encoded as
   */
  void run(String fileName, PayloadType vencPayloadType) throws IOException {
    try {
      viBindVencMp4Test(fileName, 1280, 720, vencPayloadType);
    } finally {
      // Not in the original, which leaves its file open and empty where a step before its loop
      // fails. Where the file is finished already, this finds nothing to destroy.
      kdMp4.destroy(created);
      if (created != 0 && !written) {
        Files.deleteIfExists(Path.of(fileName));
      }
    }
  }

  private static int alignUp(int value, int alignment) {
    return (value + alignment - 1) / alignment * alignment;
  }

  private void check(String call, int ret) throws IOException {
    if (ret != 0) {
      throw osError(call + " failed.", created);
    }
  }

  private IOException osError(String message, long handle) {
    return new IOException(message + " " + kdMp4.errorMessage(handle));
  }
}
