package io.boxwire.device.k230.internal.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.PcmCoder;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BuiltinDeviceTest {
  private static final List<CodecPlugin> CODECS =
      ServiceLoader.load(CodecPlugin.class).stream().map(ServiceLoader.Provider::get).toList();

  private final SharedPayload owner = new SharedPayload();
  private final BuiltinDevice device = (BuiltinDevice) new BuiltinDevice().using(CODECS);

  @Test
  void serviceLoader_findsIt() {
    assertThat(ServiceLoader.load(CaptureDevice.class))
        .extracting(CaptureDevice::id)
        .contains("builtin");
  }

  @Test
  void open_videoAndAudio_declaresBothTracks() throws Exception {
    try (CaptureSession session = open(fast().video("h265").audio("g711a").size(1280, 720))) {
      List<TrackFormat> tracks = session.tracks();
      assertThat(tracks)
          .extracting(TrackFormat::mediaType)
          .containsExactly(MediaType.VIDEO, MediaType.AUDIO);
      assertThat(tracks.get(0).codec()).contains("h265");
      assertThat(tracks.get(0).width()).isEqualTo(1280);
      assertThat(tracks.get(1).codec()).contains("g711a");
      assertThat(tracks.get(1).sampleRate()).isEqualTo(8000);
    }
  }

  @Test
  void open_otherSize_saysWhatItCan() {
    assertRefused(fast().video("h264").size(1920, 1080), Code.BAD_REQUEST, "1280x720");
  }

  @Test
  void open_otherCodec_saysWhatItCan() {
    assertRefused(fast().video("av1"), Code.BAD_REQUEST, "h264 or h265");
    assertRefused(fast().audio("opus"), Code.BAD_REQUEST, "g711a or g711u");
  }

  @Test
  void open_nothingWanted_isRefused() {
    assertRefused(fast(), Code.BAD_REQUEST, "neither");
  }

  @Test
  void open_audioWithoutPlugin_saysWhichIsMissing() {
    assertThatThrownBy(() -> new BuiltinDevice().open(fast().audio("g711u").build()))
        .asInstanceOf(type(MediaException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.NO_CODEC))
        .satisfies(e -> assertThat(e).hasMessageContaining("g711u"));
  }

  @ParameterizedTest
  @CsvSource({
    "pace, slow, realtime or fast",
    "tone, 4000, 0 to 3999",
    "tone, -1, 0 to 3999",
    "rate, 8010, multiple of 25",
    "rate, 96000, 8000 to 48000",
    "channels, 3, 1 to 2",
    "picture, 60, 0 to 59",
    "picture, x, whole number",
    "fps, 61, '1 to 60'",
    "fps, 0.5, '1 to 60'",
    "fps, x, '1 to 60'",
    "jitter, 17, less than 17",
    "jitter, 101, 0 to 100",
    "seed, x, whole number",
    "speed, 2, 'pace, fps, jitter'"
  })
  void open_badOption_saysWhatIsPossible(String name, String value, String expected) {
    assertRefused(
        CaptureRequest.builder().audio("g711u").options(Map.of(name, value)),
        Code.BAD_REQUEST,
        expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void read_manySeconds_eachBeginsWithTheFlashWhileTimesGoOn(String codec) throws Exception {
    try (CaptureSession session = open(fast().video(codec))) {
      List<Frame> frames = read(session, 150);
      for (int i = 0; i < frames.size(); i++) {
        assertThat(frames.get(i).decodeTime()).isEqualTo(900_000 + i * 3000L);
        assertThat(frames.get(i).compositionTime()).isEqualTo(frames.get(i).decodeTime());
        assertThat(frames.get(i).duration()).isEqualTo(3000);
        assertThat(frames.get(i).sync()).as("frame %d", i).isEqualTo(i % 30 == 0);
      }
      List<Clip.AccessUnit> flash = Clip.load(codec).group(Clip.Group.LONG_FLASH);
      for (int i = 0; i < frames.size(); i++) {
        assertThat(frames.get(i).payload()).isEqualTo(flash.get(i % 30).bytes());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"h264, 7", "h265, 32"})
  void read_syncPicture_beginsWithParameterSets(String codec, int parameterSetType)
      throws Exception {
    try (CaptureSession session = open(fast().video(codec))) {
      for (Frame frame : read(session, 60)) {
        ByteBuffer payload = frame.payload();
        assertThat(payload.getInt()).isEqualTo(1);
        int header = payload.get();
        int nalUnitType = codec.equals("h264") ? header & 0x1f : header >> 1 & 0x3f;
        assertThat(nalUnitType == parameterSetType).isEqualTo(frame.sync());
      }
    }
  }

  @Test
  void read_bothTracks_shareOneClock() throws Exception {
    try (CaptureSession session = open(fast().video("h264").audio("g711u"))) {
      long video = 0;
      long audio = 0;
      for (Frame frame : read(session, 5500)) {
        if (frame.track() == 1) {
          assertThat(frame.decodeTime()).isEqualTo(900_000 + 3000 * video++);
        } else {
          assertThat(frame.decodeTime()).isEqualTo(80_000 + 320 * audio++);
          assertThat(frame.size()).isEqualTo(320);
        }
        // In the order in which they are complete, so never more than a frame or block apart.
        assertThat(Math.abs(video * 1000 / 30 - audio * 40)).isLessThanOrEqualTo(41);
      }
      assertThat(video).isEqualTo(3000);
    }
  }

  @Test
  void read_startInTheMiddle_waitsForNoSyncPicture() throws Exception {
    try (CaptureSession session = open(fast(Map.of("picture", "45")).video("h264"))) {
      List<Frame> frames = read(session, 16);
      assertThat(frames.subList(0, 15)).noneMatch(Frame::sync);
      assertThat(frames.get(15).sync()).isTrue();
    }
  }

  @Test
  void requestSync_anyTime_bringsAnotherSyncPictureNext() throws Exception {
    try (CaptureSession session = open(fast().video("h264"))) {
      read(session, 1);
      for (int before : new int[] {0, 7, 18, 3, 31, 12}) {
        read(session, before);
        session.requestSync();
        assertThat(read(session, 1).get(0).sync()).isTrue();
      }
    }
  }

  @Test
  void requestSync_betweenFlashes_bringsThePatternAndNoFlash() throws Exception {
    try (CaptureSession session = open(fast().video("h264"))) {
      read(session, 10);
      session.requestSync();
      List<Frame> frames = read(session, 21);
      Clip clip = Clip.load("h264");
      assertThat(frames.get(0).payload()).isEqualTo(clip.group(Clip.Group.PATTERN).get(0).bytes());
      assertThat(frames.get(20).payload())
          .isEqualTo(clip.group(Clip.Group.LONG_FLASH).get(0).bytes());
    }
  }

  @Test
  void requestSync_rightBehindSyncPictureItMayNotFollow_comesOnePictureLater() throws Exception {
    try (CaptureSession session = open(fast().video("h264"))) {
      read(session, 10);
      session.requestSync();
      read(session, 1);
      session.requestSync();
      assertThat(read(session, 2)).extracting(Frame::sync).containsExactly(false, true);
    }
  }

  @Test
  void read_onePictureASecond_neverRepeatsAnIdrPicture() throws Exception {
    try (CaptureSession session = open(fast(Map.of("fps", "1")).video("h264"))) {
      List<Frame> frames = read(session, 6);
      for (int i = 1; i < frames.size(); i++) {
        assertThat(frames.get(i).sync()).isTrue();
        assertThat(frames.get(i).payload()).isNotEqualTo(frames.get(i - 1).payload());
      }
    }
  }

  @Test
  void read_fiveSecondsLate_dropsWhatIsOlderThanTwoAndGoesOnWithASyncPicture() throws Exception {
    AtomicLong clock = new AtomicLong();
    CaptureRequest request = CaptureRequest.builder().video("h264").audio("g711u").build();
    try (CaptureSession session = device.open(request, owner, clock::get)) {
      // What is due at 0 would wait; so capturing starts with a read that is ended.
      Thread.currentThread().interrupt();
      assertThatThrownBy(session::read).isInstanceOf(InterruptedException.class);
      clock.set(5_010_000_000L);
      List<Frame> frames = read(session, 50);
      // Complete before 3.01 s: pictures 0 to 89, and 75 blocks.
      assertThat(session.framesDropped()).isEqualTo(90 + 75);
      Frame picture = frames.stream().filter(f -> f.track() == 1).findFirst().orElseThrow();
      assertThat(picture.sync()).isTrue();
      assertThat(picture.decodeTime()).isEqualTo(900_000 + 90 * 3000);
      Frame block = frames.stream().filter(f -> f.track() == 2).findFirst().orElseThrow();
      assertThat(block.decodeTime()).isEqualTo(80_000 + 75 * 320);
    }
  }

  @Test
  void read_realtime_takesAsLongAsTheMedia() throws Exception {
    try (CaptureSession session = open(CaptureRequest.builder().video("h264"))) {
      long start = System.nanoTime();
      read(session, 10);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofNanos(333_000_000), Duration.ofSeconds(10));
    }
  }

  @Test
  void close_whileAnotherThreadReads_endsTheRead() throws Exception {
    CaptureSession session = open(CaptureRequest.builder().video("h264").audio("g711u"));
    CountDownLatch reading = new CountDownLatch(3);
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (true) {
                  session.read().orElseThrow().release();
                  reading.countDown();
                }
              } catch (MediaException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
    session.close();
    assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS))
        .cause()
        .asInstanceOf(type(MediaException.class))
        .extracting(MediaException::code)
        .isEqualTo(Code.CLOSED);
  }

  @Test
  void release_ofEveryFrame_leavesNothingLent() throws Exception {
    try (CaptureSession session = open(fast().video("h264").audio("g711u"))) {
      List<Frame> frames = read(session, 100);
      assertThat(frames).allMatch(Frame::transferred);
      assertThat(owner.lent()).isEqualTo(100);
      frames.forEach(Frame::release);
      frames.forEach(Frame::release);
      assertThat(owner.lent()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "g711a, 440, 8000, 1, 30, 0",
    "g711u, 1000, 44100, 2, 12.5, 0",
    "g711u, 1000, 8000, 1, 29.97, 15",
    "g711a, 1000, 16000, 1, 1, 100",
    "g711u, 0, 8000, 1, 30, 0"
  })
  void read_sound_beepsFromTheFlashOnAndIsSilentElse(
      String codec, int frequency, int rate, int channels, String fps, int jitter)
      throws Exception {
    Map<String, String> options =
        Map.of(
            "tone", "" + frequency,
            "rate", "" + rate,
            "channels", "" + channels,
            "fps", fps,
            "jitter", "" + jitter);
    PcmCoder coder =
        CODECS.stream()
            .filter(plugin -> plugin.codec().equals(codec))
            .findFirst()
            .flatMap(CodecPlugin::pcmCoder)
            .orElseThrow();
    PictureTimes times =
        new PictureTimes(FrameRate.parse(fps).orElseThrow(), jitter, /* seed= */ 1);
    try (CaptureSession session = open(fast(options).audio(codec))) {
      ShortBuffer pcm = ShortBuffer.allocate(4 * rate * channels);
      for (Frame block : read(session, 100)) {
        coder.decode(block.payload(), pcm);
      }
      assertThat(pcm.hasRemaining()).isFalse();
      double[] expected = new double[4 * rate];
      for (int second = 0; second < 4; second++) {
        double flash = (double) times.at(times.firstOf(second)) / times.timescale();
        int onset = (int) Math.ceil(flash * rate - 1e-6);
        for (int i = 0; i < rate / 10 && onset + i < expected.length; i++) {
          expected[onset + i] = 8192 * Math.sin(2 * Math.PI * frequency * i / rate);
        }
      }
      for (int i = 0; i < expected.length; i++) {
        for (int channel = 0; channel < channels; channel++) {
          // G.711 keeps 4 bits of mantissa: at this level, steps of 512.
          assertThat((double) pcm.get(i * channels + channel)).isCloseTo(expected[i], within());
        }
      }
    }
  }

  private static Offset<Double> within() {
    return Offset.offset(300.0);
  }

  private CaptureSession open(CaptureRequest.Builder request) throws MediaException {
    return device.open(request.build(), owner, System::nanoTime);
  }

  private static CaptureRequest.Builder fast() {
    return fast(Map.of());
  }

  private static CaptureRequest.Builder fast(Map<String, String> others) {
    Map<String, String> options = new HashMap<>(others);
    options.put("pace", "fast");
    return CaptureRequest.builder().options(options);
  }

  private static List<Frame> read(CaptureSession session, int count) throws Exception {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(session.read().orElseThrow());
    }
    return frames;
  }

  private void assertRefused(CaptureRequest.Builder request, Code code, String message) {
    assertThatThrownBy(() -> open(request))
        .asInstanceOf(type(MediaException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e).hasMessageContaining(message));
  }
}
