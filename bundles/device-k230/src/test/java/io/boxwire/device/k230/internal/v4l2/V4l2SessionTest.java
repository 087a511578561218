package io.boxwire.device.k230.internal.v4l2;

import static io.boxwire.device.k230.internal.v4l2.FakeEncoder.END_OF_PICTURE;
import static io.boxwire.device.k230.internal.v4l2.FakeEncoder.nal;
import static io.boxwire.device.k230.internal.v4l2.V4l2Fixture.bytes;
import static io.boxwire.device.k230.internal.v4l2.V4l2Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.device.k230.internal.v4l2.FakeEncoder.Chunk;
import io.boxwire.itests.fixtures.Waits;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class V4l2SessionTest {
  @TempDir Path folder;

  private V4l2Fixture board;

  @BeforeEach
  void putBoard() throws Exception {
    board = new V4l2Fixture(folder);
  }

  @AfterEach
  void nothingIsLeft() {
    board.assertNothingLeft();
  }

  @Test
  void read_pictures_haveTheCamerasTimes() throws Exception {
    try (CaptureSession session = board.open()) {
      List<Frame> frames = read(session, 25);
      for (int i = 0; i < frames.size(); i++) {
        assertThat(frames.get(i).decodeTime()).isEqualTo(90_000 + i * 3600L);
        assertThat(frames.get(i).compositionTime()).isEqualTo(90_000 + i * 3600L);
      }
    }
  }

  @Test
  void read_everyPictureFlaggedKeyframe_onlyIdrPicturesAreSync() throws Exception {
    try (CaptureSession session = board.open()) {
      List<Frame> frames = read(session, 25);
      for (int i = 0; i < frames.size(); i++) {
        assertThat(frames.get(i).sync()).as("picture %d", i).isEqualTo(i % 10 == 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "h264, 0x65, true",
    "h264, 0x41, false",
    "h265, 0x26, true",
    "h265, 0x2a, true",
    "h265, 0x02, false"
  })
  void read_picture_isSyncByItsNalUnitType(String codec, String header, boolean sync)
      throws Exception {
    int type = Integer.decode(header);
    int first = codec.equals("h264") ? 0x65 : 0x26;
    board.encoder.script(
        raw -> List.of(new Chunk(nal(raw.number() == 0 ? first : type, 8), 8, raw.micros())));
    try (CaptureSession session = board.open(codec)) {
      assertThat(read(session, 2).get(1).sync()).isEqualTo(sync);
    }
  }

  @Test
  void read_parameterSetsInABufferOfTheirOwn_areInFrontOfTheNextPicture() throws Exception {
    try (CaptureSession session = board.open()) {
      List<Frame> frames = read(session, 2);
      assertThat(bytes(frames.get(0))).isEqualTo(join(nal(0x67, 9), nal(0x65, 20)));
      assertThat(bytes(frames.get(1))).isEqualTo(nal(0x41, 20));
    }
  }

  /** The mark and the end of a picture on one buffer: the driver's bits don't exclude it. */
  @Test
  void read_parameterSetsThatEndAPicture_makeNoFrame() throws Exception {
    board.encoder.script(
        raw ->
            List.of(
                new Chunk(nal(0x67, 9), FakeEncoder.CONFIG | END_OF_PICTURE, 0),
                new Chunk(nal(0x65, 20), END_OF_PICTURE, raw.micros())));
    try (CaptureSession session = board.open()) {
      for (Frame frame : read(session, 3)) {
        assertThat(bytes(frame)).isEqualTo(join(nal(0x67, 9), nal(0x65, 20)));
      }
    }
  }

  @Test
  void read_pictureInSeveralBuffers_isJoined() throws Exception {
    byte[] picture = join(nal(0x65, 1000), nal(0x65, 900));
    board.encoder.script(
        raw ->
            List.of(
                new Chunk(Arrays.copyOfRange(picture, 0, 700), 0, raw.micros()),
                new Chunk(Arrays.copyOfRange(picture, 700, 701), 0, raw.micros()),
                new Chunk(Arrays.copyOfRange(picture, 701, 1900), END_OF_PICTURE, raw.micros())));
    try (CaptureSession session = board.open()) {
      for (Frame frame : read(session, 10)) {
        assertThat(bytes(frame)).isEqualTo(picture);
      }
    }
  }

  @Test
  void read_damagedPicture_isDroppedWithAllUpToTheNextSyncPicture() throws Exception {
    board.encoder.script(
        raw -> {
          List<Chunk> chunks = FakeEncoder.everyTenthIsSync(raw);
          Chunk last = chunks.get(chunks.size() - 1);
          return raw.number() == 3
              ? List.of(new Chunk(last.bytes(), last.flags() | BufferStruct.ERROR, last.micros()))
              : chunks;
        });
    try (CaptureSession session = board.open()) {
      List<Frame> frames = read(session, 4);
      assertThat(frames.get(3).sync()).isTrue();
      assertThat(frames.get(3).decodeTime()).isGreaterThan(90_000 + 3 * 3600L);
      assertThat(session.framesDropped())
          .isEqualTo((frames.get(3).decodeTime() - 90_000) / 3600 - 3);
    }
  }

  @Test
  void read_firstPictureDamaged_parameterSetsAreInFrontOfTheNextSyncPicture() throws Exception {
    board.encoder.script(
        raw ->
            FakeEncoder.everyTenthIsSync(raw).stream()
                .map(
                    c ->
                        raw.number() == 0 && c.flags() == END_OF_PICTURE
                            ? new Chunk(c.bytes(), c.flags() | BufferStruct.ERROR, c.micros())
                            : c)
                .toList());
    try (CaptureSession session = board.open()) {
      assertThat(bytes(read(session, 1).get(0))).isEqualTo(join(nal(0x67, 9), nal(0x65, 20)));
      assertThat(session.framesDropped()).isPositive();
    }
  }

  @Test
  void requestSync_nextRawPicture_carriesTheFlag() throws Exception {
    board.camera.stopAfter(3);
    try (CaptureSession session = board.option("stall", "60").open()) {
      read(session, 3);
      session.requestSync();
      board.kernel.change(() -> board.camera.stopAfter(6));
      assertThat(read(session, 3)).extracting(Frame::sync).containsExactly(true, false, false);
      assertThat(board.encoder.raws().stream().skip(1))
          .extracting(raw -> raw.flags() & BufferStruct.KEYFRAME)
          .containsExactly(0, 0, BufferStruct.KEYFRAME, 0, 0);
    }
  }

  @Test
  void open_encoder_isConfigured() throws Exception {
    board.option("fps", "25").option("bitrate", "2000000").option("gop", "50");
    try (CaptureSession session = board.option("profile", "main").open()) {
      assertThat(board.encoder.control(0x009909cf)).isEqualTo(2_000_000);
      assertThat(board.encoder.control(0x00992000)).isEqualTo(25 << 16);
      assertThat(board.encoder.control(0x009909cb)).isEqualTo(50);
      assertThat(board.encoder.control(0x00990a6b)).isEqualTo(2);
      assertThat(session.tracks()).singleElement().hasToString("VIDEO[h264, timescale=90000]");
    }
  }

  @Test
  void read_cameraWithoutMonotonicTimes_takesThoseOfArrival() throws Exception {
    board.camera.flags(0);
    long before = System.nanoTime() / 1000 * 9 / 100;
    try (CaptureSession session = board.open()) {
      List<Frame> frames = read(session, 5);
      assertThat(frames.get(0).decodeTime())
          .isBetween(before - 1, System.nanoTime() / 1000 * 9 / 100);
      for (int i = 1; i < 5; i++) {
        assertThat(frames.get(i).decodeTime())
            .isGreaterThanOrEqualTo(frames.get(i - 1).decodeTime());
      }
    }
  }

  @Test
  void read_signalsDuringAThirdOfAllCalls_losesNothing() throws Exception {
    Random random = new Random(1);
    board.kernel.fail(
        (number, call) -> random.nextInt(3) == 0 && !call.endsWith("map") ? Errno.EINTR : 0);
    try (CaptureSession session = board.open()) {
      assertThat(read(session, 20)).last().extracting(Frame::decodeTime).isEqualTo(158_400L);
    }
  }

  @Test
  void read_cameraStalls_namesItAfterTheLimit() throws Exception {
    board.camera.stopAfter(5);
    try (CaptureSession session = board.open()) {
      read(session, 5);
      assertFails(session).hasMessage(board.cameraPath + ": VIDIOC_DQBUF: no picture for 0.2 s");
    }
  }

  /** A camera that is never done with giving damaged pictures must not keep the thread. */
  @Test
  void read_allPicturesDamagedWithoutEnd_countsAsStalled() throws Exception {
    board.camera.spoilt();
    try (CaptureSession session = board.open()) {
      assertFails(session).hasMessage(board.cameraPath + ": VIDIOC_DQBUF: no picture for 0.2 s");
      assertThat(session.framesDropped()).isPositive();
    }
  }

  @Test
  void read_encoderStalls_namesItAfterTheLimit() throws Exception {
    board.encoder.silent();
    try (CaptureSession session = board.open()) {
      assertFails(session)
          .hasMessage(board.encoderPath + ": VIDIOC_DQBUF: nothing coded for 0.2 s");
    }
  }

  @Test
  void read_notAByteStream_saysSo() throws Exception {
    board.encoder.script(
        raw -> List.of(new Chunk(new byte[] {0, 0, 0, 5, 1}, END_OF_PICTURE, raw.micros())));
    try (CaptureSession session = board.open()) {
      assertFails(session).hasMessageStartingWith(board.encoderPath).hasMessageContaining("stream");
    }
  }

  /** Nobody reads: the camera goes on, and what is lost is whole groups of pictures. */
  @Test
  void read_tooSlow_dropsUpToASyncPictureAndCounts() throws Exception {
    byte[] large = new byte[2000];
    Arrays.fill(large, (byte) 0x55);
    board.encoder.script(
        raw ->
            FakeEncoder.everyTenthIsSync(raw).stream()
                .map(c -> new Chunk(join(c.bytes(), large), c.flags(), c.micros()))
                .toList());
    try (CaptureSession session = board.option("queue", "1").open()) {
      read(session, 1);
      Waits.until(() -> session.framesDropped() >= 100);
      long previous = 90_000;
      long missing = 0;
      while (missing < 100) {
        Frame frame = read(session, 1).get(0);
        long gap = (frame.decodeTime() - previous) / 3600 - 1;
        assertThat(gap == 0 || frame.sync()).as("begins with a sync picture").isTrue();
        missing += gap;
        previous = frame.decodeTime();
      }
      assertThat(missing).isLessThanOrEqualTo(session.framesDropped());
    }
  }

  @Test
  void close_encoder_isToldOfTheEnd() throws Exception {
    try (CaptureSession session = board.open()) {
      read(session, 3);
    }
    assertThat(board.encoder.raws()).last().extracting(FakeEncoder.Raw::used).isEqualTo(0);
  }

  @Test
  void close_whileReadWaits_endsIt() throws Exception {
    board.camera.stopAfter(0);
    board.option("stall", "60");
    CaptureSession session = board.open();
    CompletableFuture<Throwable> read = CompletableFuture.supplyAsync(() -> failure(session));
    Waits.until(() -> board.kernel.log().contains("poll"));
    session.close();
    assertThat(read.get(10, TimeUnit.SECONDS)).hasMessage("capture device v4l2 was closed");
  }

  @Test
  void read_interrupted_throwsAndTheSessionGoesOn() throws Exception {
    try (CaptureSession session = board.open()) {
      read(session, 1);
      Thread.currentThread().interrupt();
      assertThatThrownBy(session::read).isInstanceOf(InterruptedException.class);
      assertThat(read(session, 1)).hasSize(1);
    }
  }

  @Test
  void frames_keptBeyondClose_stayReadable() throws Exception {
    CaptureSession session = board.open();
    Frame kept = session.read().orElseThrow();
    session.close();
    assertThat(bytes(kept)).isEqualTo(join(nal(0x67, 9), nal(0x65, 20)));
    kept.release();
  }

  @Test
  void close_neverRead_letsGoOfAll() throws Exception {
    CaptureSession session = board.open();
    assertThat(board.kernel.leftOver()).isNotEmpty();
    session.close();
    session.close();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      CaptureSession session) {
    return assertThat(failure(session))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.DEVICE_FAILED));
  }

  /** Reads until that fails. */
  private static Throwable failure(CaptureSession session) {
    try {
      while (true) {
        session.read().orElseThrow().release();
      }
    } catch (MediaException | InterruptedException e) {
      return e;
    }
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
