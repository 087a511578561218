package io.boxwire.device.k230.internal.example;

import static io.boxwire.device.k230.KdMp4.K_MP4_CODEC_ID_G711A;
import static io.boxwire.device.k230.KdMp4.K_MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.KdMp4.K_MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.KdMp4.K_MP4_CODEC_ID_H265;
import static io.boxwire.device.k230.KdMp4.K_MP4_CONFIG_DEMUXER;
import static io.boxwire.device.k230.KdMp4.K_MP4_STREAM_AUDIO;
import static io.boxwire.device.k230.KdMp4.K_MP4_STREAM_VIDEO;

import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.KMp4AudioInfo;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KMp4VideoInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The manual's Example 3: takes the video and audio streams out of an MP4 file with the {@link
 * KdMp4} calls, video at its times.
 *
 * <p>Supported video codecs: H.264, H.265. Supported audio codecs: G.711 A-law, mu-law.
 */
final class Example3 {
  private final KdMp4 kdMp4;
  private final Console console;
  private final KU64Ptr mp4Handle = new KU64Ptr();

  /**
   * Makes the program.
   *
   * @param k230 the module
   * @param console where it prints
   */
  Example3(K230 k230, Console console) {
    this.kdMp4 = k230.newKdMp4();
    this.console = console;
  }

  private void demuxerMp4(String filename) throws IOException, InterruptedException {
    KMp4Config mp4Cfg = new KMp4Config();
    KMp4VideoInfo videoInfo;
    boolean videoTrack = false;
    KMp4AudioInfo audioInfo;

    mp4Cfg.configType = K_MP4_CONFIG_DEMUXER;
    // As in the original: on the board, this shares its memory with demuxerConfig.fileName
    mp4Cfg.muxerConfig.fileName = filename;
    mp4Cfg.muxerConfig.fmp4Flag = 0;
    // Not in the original, whose firmware gives milliseconds when reading
    mp4Cfg.timeUnit = KMp4TimeUnit.FIRMWARE;

    int ret = kdMp4.create(mp4Handle, mp4Cfg);
    if (ret != 0) {
      throw osError("kd_mp4_create failed: " + filename + ":");
    }

    KMp4FileInfo fileInfo = new KMp4FileInfo();
    ret = kdMp4.getFileInfo(mp4Handle.value, fileInfo);
    if (ret < 0) {
      throw osError("kd_mp4_get_file_info failed.");
    }
    // console.print("=====file_info: track_num:", fileInfo.trackNum,
    //     "duration:", fileInfo.duration);

    for (int i = 0; i < fileInfo.trackNum; i++) {
      KMp4TrackInfo trackInfo = new KMp4TrackInfo();
      ret = kdMp4.getTrackByIndex(mp4Handle.value, i, trackInfo);
      if (ret < 0) {
        throw osError("kd_mp4_get_track_by_index failed");
      }

      if (trackInfo.trackType == K_MP4_STREAM_VIDEO) {
        if (trackInfo.videoInfo.codecId == K_MP4_CODEC_ID_H264
            || trackInfo.videoInfo.codecId == K_MP4_CODEC_ID_H265) {
          videoTrack = true;
          videoInfo = trackInfo.videoInfo;
          console.print("    codec_id: ", videoInfo.codecId);
          console.print("    track_id: ", videoInfo.trackId);
          console.print("    width: ", videoInfo.width);
          console.print("    height: ", videoInfo.height);
        } else {
          console.print("video not support codecid:", trackInfo.videoInfo.codecId);
        }
      } else if (trackInfo.trackType == K_MP4_STREAM_AUDIO) {
        if (trackInfo.audioInfo.codecId == K_MP4_CODEC_ID_G711A
            || trackInfo.audioInfo.codecId == K_MP4_CODEC_ID_G711U) {
          audioInfo = trackInfo.audioInfo;
          console.print("    codec_id: ", audioInfo.codecId);
          console.print("    track_id: ", audioInfo.trackId);
          console.print("    channels: ", audioInfo.channels);
          console.print("    sample_rate: ", audioInfo.sampleRate);
          console.print("    bit_per_sample: ", audioInfo.bitPerSample);
        } else {
          console.print("audio not support codecid:", trackInfo.audioInfo.codecId);
        }
      }
    }

    if (!videoTrack) {
      throw new IOException(filename + ": video track not found");
    }

    // Record initial system time
    long startSystemTime = ticksMs();
    // Record initial video timestamp
    long startVideoTimestamp = 0;

    while (true) {
      KMp4FrameData frameData = new KMp4FrameData();
      ret = kdMp4.getFrame(mp4Handle.value, frameData);
      if (ret < 0) {
        throw osError("get frame data failed");
      }

      if (frameData.eof != 0) {
        break;
      }

      if (frameData.codecId == K_MP4_CODEC_ID_H264 || frameData.codecId == K_MP4_CODEC_ID_H265) {
        // The bytes are frameData.data: to be used, or copied, before the next call
        console.print(
            "video frame_data.codec_id:",
            frameData.codecId,
            "data_length:",
            frameData.dataLength,
            "timestamp:",
            frameData.timeStamp);

        // Calculate the elapsed time of video timestamp
        long videoTimestampElapsed = frameData.timeStamp - startVideoTimestamp;
        // Calculate the elapsed time of system timestamp
        long currentSystemTime = ticksMs();
        long systemTimeElapsed = currentSystemTime - startSystemTime;

        // If the elapsed system time is less than the elapsed video timestamp, delay
        if (systemTimeElapsed < videoTimestampElapsed) {
          TimeUnit.MILLISECONDS.sleep(videoTimestampElapsed - systemTimeElapsed);
        }

      } else if (frameData.codecId == K_MP4_CODEC_ID_G711A
          || frameData.codecId == K_MP4_CODEC_ID_G711U) {
        // Here as well
        console.print(
            "audio frame_data.codec_id:",
            frameData.codecId,
            "data_length:",
            frameData.dataLength,
            "timestamp:",
            frameData.timeStamp);
      }
    }

    kdMp4.destroy(mp4Handle.value);
  }

  /**
   * Runs the program.
   *
   * @param filename the file; the original has /sdcard/examples/test.mp4
   */
  void run(String filename) throws IOException, InterruptedException {
    try {
      demuxerMp4(filename);
    } finally {
      // Not in the original, which leaves the file open where a step fails. Where it is closed
      // already, this finds nothing to destroy.
      kdMp4.destroy(mp4Handle.value);
    }
  }

  /** Milliseconds by a clock that never steps. */
  private static long ticksMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private IOException osError(String message) {
    return new IOException(message + " " + kdMp4.errorMessage(mp4Handle.value));
  }
}
