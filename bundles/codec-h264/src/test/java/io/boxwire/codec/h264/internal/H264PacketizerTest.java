package io.boxwire.codec.h264.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.Packetizer.Outcome;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.bitstream.NalUnits;
import io.boxwire.codec.h264.internal.StreamWriter.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H264PacketizerTest {
  private static final H264Codec CODEC = new H264Codec();

  private static PacketizerContext context(ParameterSets place, PayloadForm form) {
    return PacketizerContext.of(
        TrackFormat.video("h264", 12_800).parameterSets(place).payloadForm(form).build());
  }

  private static Packetizer packetizer() throws MediaException {
    return CODEC.newPacketizer(context(ParameterSets.ENTRY, PayloadForm.STREAM));
  }

  private static List<CollectedSample> samples(Packetizer packetizer, List<Frame> frames)
      throws MediaException {
    List<CollectedSample> samples = new ArrayList<>();
    for (Frame frame : frames) {
      samples.add(CollectedSample.of(packetizer, frame));
    }
    return samples;
  }

  private static List<String> units(CollectedSample sample) throws MediaException {
    ByteBuffer bytes = sample.sample();
    NalUnits units = new NalUnits().parseLengthPrefixed(bytes, 4);
    List<String> list = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      list.add(HexFormat.of().formatHex(units.copy(bytes, i)));
    }
    return list;
  }

  private static int type(String unit) {
    return Integer.parseInt(unit.substring(0, 2), 16) & 0x1F;
  }

  private static Frame frame(byte[] payload) {
    return Frame.on(3).time(77).payload(ByteBuffer.wrap(payload)).build();
  }

  private static Frame frame(String hex) {
    return frame(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bframes", "audsei", "slices", "mbaff", "high444", "gray", "vui", "paff"})
  void packetize_stream_keepsAllButParameterSetsInOrder(String name) throws Exception {
    List<Frame> frames = Streams.assemble(Streams.bytes(name + ".h264"));
    List<CollectedSample> samples = samples(packetizer(), frames);
    for (int i = 0; i < frames.size(); i++) {
      List<String> expected = new ArrayList<>(Streams.units(frames.get(i).payload()));
      expected.removeIf(unit -> NalType.isParameterSet(type(unit)));
      assertThat(units(samples.get(i))).isEqualTo(expected);
      assertThat(samples.get(i).randomAccess() == RandomAccess.SYNC)
          .isEqualTo(frames.get(i).sync());
      // Sets sent again are no change.
      assertThat(samples.get(i).configuration().isPresent()).isEqualTo(i == 0);
    }
    List<String> inBand = new ArrayList<>();
    ByteBuffer sets = samples.get(0).configuration().orElseThrow().inBand();
    NalUnits units = new NalUnits().parseLengthPrefixed(sets, 4);
    for (int i = 0; i < units.size(); i++) {
      inBand.add(HexFormat.of().formatHex(units.copy(sets, i)));
    }
    List<String> first = new ArrayList<>(Streams.units(frames.get(0).payload()));
    first.removeIf(unit -> !NalType.isParameterSet(type(unit)));
    assertThat(inBand).isEqualTo(first);
  }

  @Test
  void packetize_setsKept_changesNothing() throws Exception {
    Packetizer packetizer = CODEC.newPacketizer(context(ParameterSets.KEEP, PayloadForm.STREAM));
    List<Frame> frames = Streams.assemble(Streams.bytes("bframes.h264"));
    frames.addAll(Streams.assemble(Streams.bytes("high444.h264")));
    List<CollectedSample> samples = samples(packetizer, frames);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(units(samples.get(i))).isEqualTo(Streams.units(frames.get(i).payload()));
      assertThat(samples.get(i).configuration().isPresent()).isEqualTo(i == 0);
    }
    CodecConfiguration configuration = samples.get(0).configuration().orElseThrow();
    assertThat(configuration.sampleEntry()).isEqualTo("avc3");
    assertThat(configuration.inBand().hasRemaining()).isFalse();
  }

  @Test
  void packetize_lengthPrefixed_givesTheSameSamples() throws Exception {
    Packetizer packetizer =
        CODEC.newPacketizer(context(ParameterSets.ENTRY, PayloadForm.LENGTH_PREFIXED));
    Packetizer other = packetizer();
    for (Frame frame : Streams.assemble(Streams.bytes("audsei.h264"))) {
      ByteBuffer payload = frame.payload();
      List<ByteBuffer> pieces =
          Streams.lengthPrefixed(payload, new NalUnits().parseAnnexB(payload), 4);
      Frame prefixed = Frame.on(1).slices(pieces).build();
      assertThat(CollectedSample.of(packetizer, prefixed).sample())
          .isEqualTo(CollectedSample.of(other, frame).sample());
    }
  }

  @Test
  void packetize_firstFrame_tellsWhatTheStreamIs() throws Exception {
    Frame frame = Streams.assemble(Streams.bytes("vui.h264")).get(0);
    CodecConfiguration configuration =
        CollectedSample.of(packetizer(), frame).configuration().orElseThrow();
    assertThat(configuration.sampleEntry()).isEqualTo("avc1");
    assertThat(configuration.codecString()).isEqualTo("avc1.64000A");
    assertThat(configuration.width()).isEqualTo(86);
    assertThat(configuration.height()).isEqualTo(74);
    assertThat(configuration.boxes())
        .extracting(
            box -> box.type(),
            box -> {
              byte[] bytes = new byte[box.payload().remaining()];
              box.payload().get(bytes);
              return HexFormat.of().formatHex(bytes);
            })
        .containsExactly(
            tuple("avcC", avcCStart(configuration)),
            tuple("colr", "6e636c7800010001000180"),
            tuple("pasp", "0000000400000003"));
  }

  private static String avcCStart(CodecConfiguration configuration) {
    byte[] bytes = new byte[configuration.boxes().get(0).payload().remaining()];
    configuration.boxes().get(0).payload().get(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    assertThat(hex).startsWith("0164000affe1").endsWith("fdf8f800");
    return hex;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline=avc1.42C00A",
        "bframes=avc1.64000A",
        "mbaff=avc1.640015",
        "high422=avc1.7A000A",
        "high444=avc1.F4000A",
        "gray=avc1.64000A",
        "paff=avc1.4D000A"
      })
  void packetize_profiles_giveTheirCodecStrings(String pair) throws Exception {
    String[] parts = pair.split("=");
    Frame frame = Streams.assemble(Streams.bytes(parts[0] + ".h264")).get(0);
    assertThat(CollectedSample.of(packetizer(), frame).configuration().orElseThrow().codecString())
        .isEqualTo(parts[1]);
  }

  @Test
  void packetize_openGop_marksItsPictures() throws Exception {
    List<CollectedSample> samples =
        samples(packetizer(), Streams.assemble(Streams.bytes("opengop.h264")));
    List<Streams.Row> table = Streams.table("opengop");
    for (int i = 1; i < samples.size(); i++) {
      assertThat(samples.get(i).randomAccess())
          .isEqualTo(table.get(i).key() ? RandomAccess.OPEN_GOP : RandomAccess.NONE);
      assertThat(samples.get(i).rollDistance()).isZero();
    }
  }

  @Test
  void packetize_gradualRefresh_marksRecoveryPointsWithTheirDistance() throws Exception {
    List<CollectedSample> samples =
        samples(packetizer(), Streams.assemble(Streams.bytes("refresh.h264")));
    List<Streams.Row> table = Streams.table("refresh");
    for (int i = 1; i < samples.size(); i++) {
      assertThat(samples.get(i).randomAccess())
          .isEqualTo(table.get(i).key() ? RandomAccess.RECOVERY_POINT : RandomAccess.NONE);
      assertThat(samples.get(i).rollDistance() > 0).isEqualTo(table.get(i).key());
    }
  }

  @Test
  void packetize_recoveryPointFurtherAwayThanAFileCanTell_isNone() throws Exception {
    CollectedSample most = afterRecoveryPoint("0001000110"); // recovery_frame_cnt 32767
    assertThat(most.randomAccess()).isEqualTo(RandomAccess.RECOVERY_POINT);
    assertThat(most.rollDistance()).isEqualTo(32_767);
    CollectedSample beyond = afterRecoveryPoint("0001000310"); // 32768
    assertThat(beyond.randomAccess()).isEqualTo(RandomAccess.NONE);
    assertThat(beyond.rollDistance()).isZero();
  }

  private static CollectedSample afterRecoveryPoint(String message) throws Exception {
    byte[] unit = HexFormat.of().parseHex("060605" + message + "80");
    byte[] picture = new StreamWriter(0).sets(1).nal(unit).predicted(Shape.TOP, 2, 1, 2).bytes();
    return CollectedSample.of(packetizer(), frame(picture));
  }

  @Test
  void packetize_recoveryPointBeforeEitherField_isThatOfTheFrame() throws Exception {
    byte[] message = HexFormat.of().parseHex("060601c480"); // recovery_frame_cnt 0
    byte[] before =
        new StreamWriter(0)
            .sets(1)
            .nal(message)
            .intra(Shape.TOP, 1, 2)
            .predicted(Shape.BOTTOM, 2, 1, 3)
            .bytes();
    byte[] between =
        new StreamWriter(0)
            .sets(1)
            .intra(Shape.TOP, 1, 2)
            .nal(message)
            .predicted(Shape.BOTTOM, 2, 1, 3)
            .bytes();
    for (byte[] picture : List.of(before, between)) {
      CollectedSample sample = CollectedSample.of(packetizer(), frame(picture));
      assertThat(sample.randomAccess()).isEqualTo(RandomAccess.OPEN_GOP);
      assertThat(sample.rollDistance()).isZero();
    }
  }

  @Test
  void packetize_recoveryPointBehindAFieldThatNeedsOthers_isNoOpenGop() throws Exception {
    byte[] message = HexFormat.of().parseHex("060601c480");
    byte[] needs =
        new StreamWriter(0)
            .sets(1)
            .predicted(Shape.TOP, 2, 1, 2)
            .nal(message)
            .intra(Shape.BOTTOM, 1, 3)
            .bytes();
    byte[] needsInPart =
        new StreamWriter(0)
            .sets(1)
            .intra(Shape.TOP, 1, 2)
            .predicted(Shape.TOP, 2, 1, 2)
            .nal(message)
            .intra(Shape.BOTTOM, 1, 3)
            .bytes();
    for (byte[] picture : List.of(needs, needsInPart)) {
      assertThat(CollectedSample.of(packetizer(), frame(picture)).randomAccess())
          .isEqualTo(RandomAccess.RECOVERY_POINT);
    }
  }

  @Test
  void packetize_sizeChanges_reportsWithTheFirstSampleThatUsesIt() throws Exception {
    Packetizer packetizer = packetizer();
    List<Frame> small = Streams.assemble(Streams.bytes("gray.h264"));
    List<Frame> large = Streams.assemble(Streams.bytes("mbaff.h264"));
    samples(packetizer, small);
    List<CollectedSample> changed = samples(packetizer, large);
    assertThat(changed.get(0).configuration().map(CodecConfiguration::height)).contains(96);
    assertThat(changed.stream().filter(s -> s.configuration().isPresent())).hasSize(1);
    CodecConfiguration first =
        CollectedSample.of(packetizer(), small.get(0)).configuration().orElseThrow();
    assertThat(CollectedSample.of(packetizer, small.get(0)).configuration()).contains(first);
  }

  @Test
  void packetize_setsBehindTheLastSlice_holdFromTheNextFrameOn() throws Exception {
    Packetizer packetizer = packetizer();
    List<Frame> small = Streams.assemble(Streams.bytes("gray.h264"));
    List<Frame> large = Streams.assemble(Streams.bytes("mbaff.h264"));
    List<String> units = Streams.units(large.get(0).payload());
    StringBuilder first = new StringBuilder();
    Streams.units(small.get(0).payload()).forEach(unit -> first.append("00000001").append(unit));
    StringBuilder second = new StringBuilder();
    for (String unit : units) {
      (NalType.isParameterSet(type(unit)) ? first : second).append("00000001").append(unit);
    }
    CollectedSample one = CollectedSample.of(packetizer, frame(first.toString()));
    assertThat(one.configuration().map(CodecConfiguration::height)).contains(80);
    assertThat(units(one)).noneMatch(unit -> NalType.isParameterSet(type(unit)));
    CollectedSample two = CollectedSample.of(packetizer, frame(second.toString()));
    assertThat(two.configuration().map(CodecConfiguration::height)).contains(96);
  }

  @Test
  void packetize_noPicture_saysSoAndRemembersNothing() throws Exception {
    Packetizer packetizer = packetizer();
    byte[] stream = Streams.bytes("gray.h264");
    Frame whole = Streams.assemble(stream).get(0);
    StringBuilder sets = new StringBuilder();
    StringBuilder rest = new StringBuilder();
    for (String unit : Streams.units(whole.payload())) {
      (type(unit) == 5 ? rest : sets).append("00000001").append(unit);
    }
    CollectedSample none = new CollectedSample();
    assertThat(packetizer.packetize(frame(sets.toString()), none)).isEqualTo(Outcome.NO_PICTURE);
    assertThat(none.sample().remaining()).isZero();
    assertThat(packetizer.packetize(frame(""), none)).isEqualTo(Outcome.NO_PICTURE);
    assertThatThrownBy(() -> packetizer.packetize(frame(rest.toString()), none))
        .isInstanceOf(MediaException.class);
    Frame joined =
        Frame.on(1)
            .slices(List.of(frame(sets.toString()).payload(), frame(rest.toString()).payload()))
            .build();
    assertThat(CollectedSample.of(packetizer, joined).sample())
        .isEqualTo(CollectedSample.of(packetizer(), whole).sample());
  }

  @Test
  void packetize_setsMissing_isABadFrameWithTrackAndTime() throws Exception {
    Frame later = Streams.assemble(Streams.bytes("gray.h264")).get(1);
    Packetizer packetizer = packetizer();
    assertThatThrownBy(() -> packetizer.packetize(later, new CollectedSample()))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_FRAME))
        .hasMessageContaining("track 1")
        .hasMessageContaining("512");
  }

  @Test
  void packetize_badFrame_leavesStateAsItWas() throws Exception {
    Packetizer packetizer = packetizer();
    List<Frame> small = Streams.assemble(Streams.bytes("gray.h264"));
    CollectedSample.of(packetizer, small.get(0));
    byte[] before = packetizer.snapshot();
    String other = Streams.units(ByteBuffer.wrap(Streams.bytes("mbaff.h264"))).get(0);
    Frame bad = frame("00000001" + other + "00000001" + "65ff"); // names a set that is not there
    assertThatThrownBy(() -> packetizer.packetize(bad, new CollectedSample()))
        .isInstanceOf(MediaException.class);
    assertThat(packetizer.snapshot()).isEqualTo(before);
    assertThat(CollectedSample.of(packetizer, small.get(1)).configuration()).isEmpty();
  }

  @Test
  void packetize_unreadableSet_staysInTheSample() throws Exception {
    StringBuilder payload = new StringBuilder("00000001" + "67");
    Streams.units(Streams.assemble(Streams.bytes("gray.h264")).get(0).payload())
        .forEach(unit -> payload.append("00000001").append(unit));
    assertThat(units(CollectedSample.of(packetizer(), frame(payload.toString()))).get(0))
        .isEqualTo("67");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENTRY", "KEEP"})
  void newPacketizer_resumed_goesOnWithoutReportingAgain(ParameterSets place) throws Exception {
    PacketizerContext context = context(place, PayloadForm.STREAM);
    List<Frame> frames = Streams.assemble(Streams.bytes("opengop.h264"));
    Packetizer first = CODEC.newPacketizer(context);
    Optional<CodecConfiguration> configuration =
        CollectedSample.of(first, frames.get(0)).configuration();
    byte[] snapshot = first.snapshot();
    first.close();
    List<PacketizerContext> successors =
        List.of(
            context.resumedFrom(snapshot, configuration),
            context.resumedFrom(new byte[0], configuration),
            context.resumedFrom(new byte[] {99, 1, 2, 3}, configuration));
    for (PacketizerContext successor : successors) {
      Packetizer second = CODEC.newPacketizer(successor);
      Packetizer undisturbed = CODEC.newPacketizer(context);
      CollectedSample.of(undisturbed, frames.get(0));
      for (Frame frame : frames.subList(1, frames.size())) {
        CollectedSample sample = CollectedSample.of(second, frame);
        CollectedSample expected = CollectedSample.of(undisturbed, frame);
        assertThat(sample.configuration()).isEmpty();
        assertThat(sample.sample()).isEqualTo(expected.sample());
        assertThat(sample.randomAccess()).isEqualTo(expected.randomAccess());
      }
    }
  }

  @Test
  void packetize_fieldPairWithIntraFirstField_isAnOpenGopPoint() throws Exception {
    // recovery_frame_cnt 0, exact, not broken
    StreamWriter out = new StreamWriter(0).sets(1).nal(HexFormat.of().parseHex("060601c480"));
    byte[] idrPair = out.idr(Shape.TOP, 0).predicted(Shape.BOTTOM, 2, 0, 1).bytes();
    assertThat(CollectedSample.of(packetizer(), frame(idrPair)).randomAccess())
        .isEqualTo(RandomAccess.SYNC);
    byte[] predicted =
        new StreamWriter(0)
            .sets(1)
            .nal(HexFormat.of().parseHex("060601c480"))
            .predicted(Shape.TOP, 2, 1, 2)
            .bytes();
    CollectedSample sample = CollectedSample.of(packetizer(), frame(predicted));
    assertThat(sample.randomAccess()).isEqualTo(RandomAccess.RECOVERY_POINT);
    assertThat(sample.rollDistance()).isZero();
  }

  @Test
  void packetize_damagedFrames_throwNothingButMediaException() throws Exception {
    Random random = new Random(9);
    List<Frame> frames = Streams.assemble(Streams.bytes("audsei.h264"));
    int made = 0;
    Packetizer packetizer = packetizer();
    for (int round = 0; round < 3_000; round++) {
      ByteBuffer good = frames.get(random.nextInt(frames.size())).payload();
      byte[] bad = new byte[good.remaining()];
      good.get(bad);
      for (int i = random.nextInt(8); i >= 0; i--) {
        bad[random.nextInt(Math.min(bad.length, 120))] = (byte) random.nextInt(256);
      }
      try {
        packetizer.packetize(frame(bad), new CollectedSample());
        made++;
      } catch (MediaException e) {
        assertThat(e.code()).isEqualTo(Code.BAD_FRAME);
      }
    }
    assertThat(made).isGreaterThan(500);
  }
}
