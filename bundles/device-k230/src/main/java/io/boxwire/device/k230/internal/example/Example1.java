package io.boxwire.device.k230.internal.example;

import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.io.IOException;

/**
 * The manual's Example 1: records camera and microphone with {@link Mp4Container}. It shows how a
 * container is created and configured, and how recording is started and stopped.
 */
final class Example1 {
  private final K230 k230;
  private final Camera camera;
  private final Console console;

  /**
   * Makes the program.
   *
   * @param k230 the module
   * @param camera what it records from
   * @param console where it prints
   */
  Example1(K230 k230, Camera camera, Console console) {
    this.k230 = k230;
    this.camera = camera;
    this.console = console;
  }

  /**
   * Records 200 video frames, and the sound up to them.
   *
   * @param fileName the file; the original has /sdcard/examples/test.mp4
   */
  void canmvMp4MuxerTest(String fileName) throws IOException {
    console.print("mp4_muxer_test start");
    int width = 1280;
    int height = 720;
    // BPI development board: please set width and height to 640*360
    // int width = 640;
    // int height = 360;
    // Instantiate MP4 container. Whatever happens, it is destroyed in the end.
    try (Mp4Container mp4Muxer = k230.newMp4Container()) {
      Mp4CfgStr mp4Cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
      if (mp4Cfg.type == Mp4Container.MP4_CONFIG_TYPE_MUXER) {
        mp4Cfg.setMuxerCfg(
            fileName,
            Mp4Container.MP4_CODEC_ID_H265,
            width,
            height,
            Mp4Container.MP4_CODEC_ID_G711U);
        // Not in the original, whose board has one camera
        mp4Cfg.setDevice(camera.device().id(), camera.options());
      }
      // Create MP4 muxer
      mp4Muxer.create(mp4Cfg);
      // Start MP4 muxer
      mp4Muxer.start();

      int frameCount = 0;
      try {
        while (true) {
          Console.exitpoint();
          // Process audio and video data, write to file in MP4 format
          if (!mp4Muxer.process()) {
            // Not in the original, whose camera has no end
            break;
          }
          frameCount += 1;
          console.print("frame_count = ", frameCount);
          if (frameCount >= 200) {
            break;
          }
        }
      } catch (Exception e) {
        console.report(e);
      }
      // Stop MP4 muxer
      console.attempt(mp4Muxer::stop);
      // Destroy MP4 muxer
      console.attempt(mp4Muxer::destroy);
    }
    console.print("mp4_muxer_test stop");
  }
}
