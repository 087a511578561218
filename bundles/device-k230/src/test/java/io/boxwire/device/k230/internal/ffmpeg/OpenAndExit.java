package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.util.Map;

/** A program that opens an ffmpeg device and ends without closing it. */
final class OpenAndExit {
  /** Its status, if all went well. */
  static final int STATUS = 12;

  private OpenAndExit() {}

  /** Takes the path of the executable. */
  public static void main(String[] arguments) throws Exception {
    CaptureRequest request =
        CaptureRequest.builder().video("h264").options(Map.of("ffmpeg", arguments[0])).build();
    CaptureSession session =
        new FfmpegDevice().using(FakeFfmpeg.boxwire().demuxers()).open(request);
    System.exit(session.read().isPresent() ? STATUS : 1);
  }
}
