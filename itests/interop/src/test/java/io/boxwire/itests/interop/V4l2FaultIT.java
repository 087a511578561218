package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The v4l2 device on fake devices that fail: the message names node, call and error, all is let go
 * of, and what was recorded before plays.
 */
@Timeout(120)
class V4l2FaultIT {
  private static final String CAMERA = "video1";
  private static final String ENCODER = "video0";

  @TempDir Path folder;

  private V4l2Run run;

  @BeforeEach
  void makeBoard() throws Exception {
    run = V4l2Run.of("h264", folder);
  }

  /** Nothing was recorded: no file is there, and the message says what is wrong. */
  @ParameterizedTest
  @CsvSource({
    "fail OPEN EACCES, '', /dev/video1: open: EACCES",
    "fail OPEN EBUSY, '', /dev/video1: open: EBUSY",
    "'', fail OPEN EBUSY, /dev/video0: open: EBUSY",
    "fail S_FMT EBUSY, '', /dev/video1: VIDIOC_S_FMT: EBUSY",
    "'', fail S_FMT EBUSY, /dev/video0: VIDIOC_S_FMT: EBUSY",
    "fail REQBUFS ENOMEM, '', /dev/video1: VIDIOC_REQBUFS: ENOMEM",
    "'', fail REQBUFS ENOMEM from 2, /dev/video0: VIDIOC_REQBUFS: ENOMEM",
    "fail MMAP ENOMEM from 3, '', /dev/video1: mmap: ENOMEM",
    "'', fail MMAP ENOMEM from 12, /dev/video0: mmap: ENOMEM",
    "fail QUERYBUF EINVAL from 2, '', /dev/video1: VIDIOC_QUERYBUF: EINVAL"
  })
  void record_deviceThatCanNotBeOpened_saysNodeCallAndErrorAndLeavesNoFile(
      String camera, String encoder, String message) throws Exception {
    run.camera(CAMERA, "fps 50", camera);
    run.encoder(ENCODER, encoder);
    run.assertFails(message);
    assertThat(run.file()).doesNotExist();
  }

  @Test
  void record_noNodes_saysSo() throws Exception {
    run.assertFails("/dev/video*");
    assertThat(run.file()).doesNotExist();
  }

  @Test
  void record_noEncoder_saysWhatTheNodesAre() throws Exception {
    run.camera(CAMERA, "fps 50");
    run.board().node("video5", "kind usb");
    run.assertFails("mvx", "/dev/video1 is vvcam-video", "/dev/video5 is USB Camera");
  }

  @ParameterizedTest
  @CsvSource({"1000x1000, '1280x720'", "3842x2160, '3840x2160'", "321x181, 'even'"})
  void record_sizeThatIsNotThere_isRefusedAndSaysWhatIs(String size, String message)
      throws Exception {
    run.camera(CAMERA, "fps 50");
    run.encoder(ENCODER);
    List<String> arguments = new ArrayList<>(run.recording(10));
    arguments.set(arguments.indexOf("--size") + 1, size);
    Ffmpeg.Output process = run.run(V4l2Run.java(CommandMain.class, arguments));
    assertThat(process.err()).contains(size, message);
    assertThat(process.status()).isEqualTo(2);
    assertThat(run.file()).doesNotExist();
    run.assertNothingIsLeft();
  }

  /** The recording ends in the middle: the file so far plays. */
  @ParameterizedTest
  @CsvSource({
    "fail DQBUF EIO from 60, '', /dev/video1: VIDIOC_DQBUF: EIO",
    "'', fail DQBUF EIO from 60, /dev/video0: VIDIOC_DQBUF: EIO",
    "fail QBUF EIO from 20, '', /dev/video1: VIDIOC_QBUF: EIO",
    "'', fail QBUF EIO from 40, /dev/video0: VIDIOC_QBUF: EIO",
    "unplug 20, '', /dev/video1: VIDIOC_DQBUF: ENODEV",
    "stall 20, '', /dev/video1: VIDIOC_DQBUF: no picture",
    "'', stall 20, /dev/video0: VIDIOC_DQBUF: nothing coded",
    "fail POLL EIO from 30, '', /dev/video1"
  })
  void record_deviceThatFailsInTheMiddle_saysNodeCallAndErrorAndTheFilePlays(
      String camera, String encoder, String message) throws Exception {
    run.camera(CAMERA, "fps 50", camera);
    run.encoder(ENCODER, encoder);
    run.assertFails(message);
    int frames = Probe.of(run.file(), "v:0").packets().size();
    assertThat(frames).isGreaterThanOrEqualTo(8);
    run.assertFileIs(run.board().coded().subList(0, frames));
  }

  /** Camera and encoder are open by then, and are let go. */
  @Test
  void record_noSuchMicrophone_saysSoAndLetsTheOthersGo() throws Exception {
    run.camera(CAMERA, "fps 50").encoder(ENCODER);
    List<String> arguments = new ArrayList<>(run.recording(10, "audio.device=no such microphone"));
    arguments.set(arguments.indexOf("--audio") + 1, "g711u");
    Ffmpeg.Output process = run.run(V4l2Run.java(CommandMain.class, arguments));
    assertThat(process.err()).contains("no such microphone");
    assertThat(process.status()).isNotZero();
    assertThat(run.file()).doesNotExist();
    run.assertNothingIsLeft();
  }

  @Test
  void record_withoutJna_saysWhatToInstall() throws Exception {
    run.camera(CAMERA, "fps 50").encoder(ENCODER);
    List<String> command = V4l2Run.java(CommandMain.class, run.recording(10));
    int classPath = command.indexOf("-cp") + 1;
    command.set(
        classPath,
        Stream.of(command.get(classPath).split(":"))
            .filter(entry -> !entry.contains("/jna"))
            .collect(Collectors.joining(":")));
    Ffmpeg.Output process = run.run(command);
    assertThat(process.err()).contains("net.java.dev.jna");
    assertThat(process.status()).isEqualTo(1);
    assertThat(run.file()).doesNotExist();
    assertThat(run.board().log()).isEmpty();
  }

  @Test
  void record_streamThatCanNotBegin_saysSo() throws Exception {
    run.camera(CAMERA, "fps 50", "fail STREAMON ENOSPC");
    run.encoder(ENCODER);
    run.assertFails("/dev/video1: VIDIOC_STREAMON: ENOSPC");
  }
}
