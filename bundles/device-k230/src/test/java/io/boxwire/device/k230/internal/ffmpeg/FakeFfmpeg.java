package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shell script that is started in place of ffmpeg. It notes its process id in the file {@code
 * pids}, a line each time it is started; {@code $run} says how many times that was.
 */
final class FakeFfmpeg {
  /** Video frames of the good stream, 2 s of them, and audio blocks. */
  static final int PICTURES = 60;

  static final int BLOCKS = 50;

  private final Path folder;

  FakeFfmpeg(Path folder) {
    this.folder = folder;
  }

  /** Parts of the framework found on the class path. */
  static Boxwire boxwire() {
    return Boxwire.load(FakeFfmpeg.class.getClassLoader());
  }

  /** A device that runs the script with options of its own beside those that make tests quick. */
  CaptureDevice device(Map<String, String> others, String... lines) throws Exception {
    Path script = folder.resolve("ffmpeg");
    String head = "#!/bin/bash\ncd '%s'\necho $$ >>pids\nrun=$(wc -l <pids)\n".formatted(folder);
    Files.writeString(script, head + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> options = new HashMap<>();
    options.put("ffmpeg", script.toString());
    options.put("backoff", "0.01");
    options.put("backoff.max", "0.02");
    options.putAll(others);
    return new FfmpegDevice(
            FfmpegDevice.ID, FfmpegOptions.KNOWN.configuredBy(options), Optional::empty)
        .using(boxwire().demuxers());
  }

  /** Writes {@code good.mov}, as ffmpeg would write it: H.264 and mu-law, in fragments. */
  FakeFfmpeg withGoodStream() throws Exception {
    CaptureRequest capture =
        CaptureRequest.builder()
            .video("h264")
            .audio("g711u")
            .options(Map.of("pace", "fast"))
            .build();
    boxwire()
        .recorder()
        .orElseThrow()
        .start(
            RecordingRequest.to(new Sink.File(folder.resolve("good.mov")), capture)
                .muxer(MuxerOptions.builder().layout(Layout.FRAGMENTED).build())
                .duration(Duration.ofSeconds(2))
                .build())
        .await();
    return this;
  }

  /** The processes that were started, in order. */
  List<Long> pids() throws IOException {
    return Files.readAllLines(folder.resolve("pids")).stream().map(Long::valueOf).toList();
  }

  /** Whether none of them runs or waits for this process to ask for its status. */
  boolean allGone() throws IOException {
    for (long pid : pids()) {
      Path stat = Path.of("/proc/" + pid + "/stat");
      if (Files.exists(stat) && !isZombieOfAnother(Files.readString(stat))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZombieOfAnother(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return fields[0].equals("Z") && Long.parseLong(fields[1]) != ProcessHandle.current().pid();
  }
}
