package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxwire.api.ConfigurationBox;
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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class H265PacketizerTest {
  static final List<String> NAMES = TestStream.NAMES;

  private final TrackFormat format = TrackFormat.video("h265", 90000).build();
  private final TrackFormat keeping = format.toBuilder().parameterSets(ParameterSets.KEEP).build();

  @ParameterizedTest
  @FieldSource("NAMES")
  void packetize_entry_takesSetsOutAndKeepsTheRest(String name) throws MediaException {
    TestStream stream = TestStream.of(name);
    List<String> kept = new ArrayList<>();
    List<Boolean> syncs = new ArrayList<>();
    int configurations = 0;
    Packetizer packetizer = packetizer(format);
    for (Frame frame : stream.assemble()) {
      Samples sample = packetize(packetizer, frame);
      kept.addAll(sample.units());
      syncs.add(sample.kind() == RandomAccess.SYNC);
      configurations += sample.configuration().isPresent() ? 1 : 0;
    }
    List<String> expected = new ArrayList<>(stream.nalUnits());
    expected.removeIf(unit -> NalType.isParameterSet(TestStream.type(unit)));
    assertThat(kept).isEqualTo(expected);
    assertThat(syncs).isEqualTo(stream.packets().stream().map(TestStream.Packet::sync).toList());
    assertThat(configurations).isEqualTo(1);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void packetize_firstFrame_makesTheRecordThatFfmpegMakes(String name) throws MediaException {
    TestStream stream = TestStream.of(name);
    CodecConfiguration made = configurationOf(format, stream);
    assertThat(made.sampleEntry()).isEqualTo("hvc1");
    assertThat(made.width()).isEqualTo(stream.width());
    assertThat(made.height()).isEqualTo(stream.height());
    HevcConfiguration ours = StoredSets.record(made.boxes());
    HevcConfiguration theirs = HevcConfiguration.read(stream.hvcc());
    // FFmpeg does not look at the promise of a fixed rate, and keeps the encoder's SEI as well.
    assertThat(ours)
        .usingRecursiveComparison()
        .ignoringFields("averageFrameRate", "constantFrameRate", "arrays")
        .isEqualTo(theirs);
    assertThat(ours.arrays())
        .isEqualTo(theirs.arrays().stream().filter(a -> NalType.isParameterSet(a.type())).toList());
    int rate = name.equals("aud-sei-hrd") ? 25 * 256 : 0;
    assertThat(ours.averageFrameRate()).isEqualTo(rate);
    assertThat(ours.constantFrameRate()).isEqualTo(rate > 0 ? 1 : 0);
  }

  @Test
  void packetize_keep_leavesEveryUnitAndReportsOnce() throws MediaException {
    TestStream stream = TestStream.of("opengop");
    List<String> kept = new ArrayList<>();
    Packetizer packetizer = packetizer(keeping);
    Optional<CodecConfiguration> configuration = Optional.empty();
    for (Frame frame : stream.assemble()) {
      Samples sample = packetize(packetizer, frame);
      kept.addAll(sample.units());
      configuration = configuration.or(sample::configuration);
    }
    assertThat(kept).isEqualTo(stream.nalUnits());
    assertThat(configuration.orElseThrow().sampleEntry()).isEqualTo("hev1");
    assertThat(StoredSets.record(configuration.get().boxes()).arrays())
        .hasSize(3)
        .noneMatch(HevcConfiguration.NalArray::complete);
    assertThat(configuration.get().inBand().hasRemaining()).isFalse();
  }

  @Test
  void packetize_sizeChange_reportsWithTheFirstSampleThatUsesIt() throws MediaException {
    TestStream a = TestStream.of("size-a");
    TestStream b = TestStream.of("size-b");
    Packetizer packetizer = packetizer(format);
    List<CodecConfiguration> reported = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    int index = 0;
    for (TestStream stream : List.of(a, b, b, a)) {
      for (Frame frame : stream.assemble()) {
        Samples sample = packetize(packetizer, frame);
        if (sample.configuration().isPresent()) {
          reported.add(sample.configuration().get());
          at.add(index);
        }
        index++;
      }
    }
    assertThat(at).containsExactly(0, 8, 24);
    assertThat(reported).extracting(CodecConfiguration::width).containsExactly(128, 64, 128);
    assertThat(reported.get(2)).isEqualTo(reported.get(0));
    Packetizer inBand = packetizer(keeping);
    packetize(inBand, a.assemble().get(0));
    assertThat(packetize(inBand, b.assemble().get(0)).configuration()).isEmpty();
  }

  @Test
  void packetize_configuration_tellsItsSetsAsTheyLieInASample() throws MediaException {
    TestStream stream = TestStream.of("size-a");
    ByteBuffer inBand = configurationOf(format, stream).inBand();
    List<String> units = new ArrayList<>();
    while (inBand.hasRemaining()) {
      byte[] unit = new byte[inBand.getInt()];
      inBand.get(unit);
      units.add(HexFormat.of().formatHex(unit));
    }
    assertThat(units).isEqualTo(stream.nalUnits().subList(0, 3));
  }

  @Test
  void packetize_hdr_addsColourAndDisplayBoxes() throws MediaException {
    List<ConfigurationBox> boxes = configurationOf(format, TestStream.of("main10-hdr")).boxes();
    assertThat(boxes)
        .extracting(ConfigurationBox::type)
        .containsExactly("hvcC", "colr", "pasp", "mdcv", "clli");
    assertThat(hex(boxes.get(1))).isEqualTo("6e636c7800090010000900");
    assertThat(hex(boxes.get(2))).isEqualTo("0000000400000003");
    assertThat(hex(boxes.get(3)))
        .isEqualTo(
            "33c2"
                + "86c4"
                + "1d4c"
                + "0bb8"
                + "84d0"
                + "3e80"
                + "3d13"
                + "4042"
                + "00989680"
                + "00000001");
    assertThat(hex(boxes.get(4))).isEqualTo("03e8" + "0190");
  }

  @Test
  void packetize_setsAlone_isNoPicture() throws MediaException {
    TestStream stream = TestStream.of("size-a");
    byte[] sets = TestStream.annexB(stream.nalUnits().subList(0, 3));
    Packetizer packetizer = packetizer(format);
    Samples sink = new Samples();
    assertThat(packetizer.packetize(frame(ByteBuffer.wrap(sets)), sink))
        .isEqualTo(Outcome.NO_PICTURE);
    assertThat(sink.untouched()).isTrue();

    // Nothing was remembered; put in front of the picture they count.
    byte[] slice = TestStream.annexB(stream.nalUnits().subList(3, 4));
    Frame picture = frame(ByteBuffer.wrap(slice));
    assertThatThrownBy(() -> packetize(packetizer, picture))
        .asInstanceOf(type(MediaException.class))
        .extracting(MediaException::code)
        .isEqualTo(Code.BAD_FRAME);
    Frame both = Frame.on(1).slices(List.of(ByteBuffer.wrap(sets), ByteBuffer.wrap(slice))).build();
    assertThat(packetize(packetizer, both).configuration()).isPresent();
  }

  @Test
  void packetize_badFrame_leavesTheStateAsItWas() throws MediaException {
    Packetizer packetizer = packetizer(format);
    packetize(packetizer, TestStream.of("size-a").assemble().get(0));
    List<String> units = new ArrayList<>(TestStream.of("size-b").nalUnits().subList(0, 4));
    // The picture names a PPS that is not there.
    units.set(3, units.get(3).substring(0, 4) + "8080");
    Frame bad = frame(ByteBuffer.wrap(TestStream.annexB(units)));
    Samples sink = new Samples();
    assertThatThrownBy(() -> packetizer.packetize(bad, sink))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("track 1");
    assertThat(sink.untouched()).isTrue();
    assertThat(packetize(packetizer, TestStream.of("size-a").assemble().get(0)).configuration())
        .isEmpty();
  }

  @Test
  void packetize_setThatCanNotBeRead_staysInTheSample() throws MediaException {
    List<String> units = new ArrayList<>(TestStream.of("size-a").nalUnits().subList(0, 4));
    units.add(0, "4201ff");
    Samples sample =
        packetize(packetizer(format), frame(ByteBuffer.wrap(TestStream.annexB(units))));
    assertThat(sample.units()).containsExactly("4201ff", units.get(4));
  }

  @Test
  void packetize_setsBehindThePicture_holdFromTheNextFrameOn() throws MediaException {
    List<String> a = TestStream.of("size-a").nalUnits();
    List<String> b = TestStream.of("size-b").nalUnits();
    List<String> mixed = new ArrayList<>(a.subList(0, 4));
    mixed.addAll(b.subList(0, 3));
    Packetizer packetizer = packetizer(format);
    Samples first = packetize(packetizer, frame(ByteBuffer.wrap(TestStream.annexB(mixed))));
    assertThat(first.configuration().orElseThrow().width()).isEqualTo(128);
    assertThat(first.units()).containsExactly(a.get(3));

    // A successor knows them from the snapshot.
    PacketizerContext context =
        PacketizerContext.of(format).resumedFrom(packetizer.snapshot(), first.configuration());
    for (Packetizer next : List.of(packetizer, new H265Codec().newPacketizer(context))) {
      Frame picture = frame(ByteBuffer.wrap(TestStream.annexB(b.subList(3, 4))));
      assertThat(packetize(next, picture).configuration().orElseThrow().width()).isEqualTo(64);
    }
  }

  @Test
  void newPacketizer_resumedInHdr_keepsTheBoxesThoughTheMessagesComeNoMore() throws MediaException {
    TestStream stream = TestStream.of("main10-hdr");
    CodecConfiguration last = configurationOf(format, stream);
    PacketizerContext context =
        PacketizerContext.of(format).resumedFrom(new byte[0], Optional.of(last));
    List<String> idr = new ArrayList<>(TestStream.nalUnits(stream.assemble().get(0).payload()));
    idr.removeIf(unit -> TestStream.type(unit) == NalType.PREFIX_SEI);
    Frame frame = frame(ByteBuffer.wrap(TestStream.annexB(idr)));
    assertThat(packetize(new H265Codec().newPacketizer(context), frame).configuration()).isEmpty();
  }

  @Test
  void packetize_recoveryPoints_areTold() throws MediaException {
    List<Frame> frames = TestStream.of("size-a").assemble();
    Packetizer packetizer = packetizer(format);
    packetize(packetizer, frames.get(0));
    // recovery_poc_cnt is 0, 3 and -1; the last message is cut.
    assertThat(withSei(packetizer, frames.get(1), "0601d080").kind())
        .isEqualTo(RandomAccess.OPEN_GOP);
    Samples gradual = withSei(packetizer, frames.get(1), "06013580");
    assertThat(gradual.kind()).isEqualTo(RandomAccess.RECOVERY_POINT);
    assertThat(gradual.rollDistance()).isEqualTo(3);
    assertThat(withSei(packetizer, frames.get(1), "06017080").kind())
        .isEqualTo(RandomAccess.OPEN_GOP);
    assertThat(withSei(packetizer, frames.get(1), "060535").kind()).isEqualTo(RandomAccess.NONE);
    assertThat(withSei(packetizer, frames.get(0), "06013580").kind()).isEqualTo(RandomAccess.SYNC);
  }

  @Test
  void packetize_recoveryPointFurtherAwayThanAFileCanTell_isNone() throws MediaException {
    List<Frame> frames = TestStream.of("size-a").assemble();
    Packetizer packetizer = packetizer(format);
    packetize(packetizer, frames.get(0));
    Samples most = withSei(packetizer, frames.get(1), "06050001fffd4080"); // recovery_poc_cnt 32767
    assertThat(most.kind()).isEqualTo(RandomAccess.RECOVERY_POINT);
    assertThat(most.rollDistance()).isEqualTo(32_767);
    Samples beyond = withSei(packetizer, frames.get(1), "0605000080005080"); // 32768
    assertThat(beyond.kind()).isEqualTo(RandomAccess.NONE);
    assertThat(beyond.rollDistance()).isZero();
  }

  private static Samples withSei(Packetizer packetizer, Frame frame, String messages)
      throws MediaException {
    ByteBuffer sei = ByteBuffer.wrap(HexFormat.of().parseHex("0000014e01" + messages));
    return packetize(packetizer, Frame.on(1).slices(List.of(sei, frame.slices().get(0))).build());
  }

  @Test
  void packetize_severalSps_describesTheOneInUse() throws MediaException {
    TestStream a = TestStream.of("size-a");
    // The same sets under identifier 1: an SPS of 64x64, not in use.
    ByteBuffer other = sps(1, 64, 64);
    List<String> units = new ArrayList<>(a.nalUnits().subList(0, 4));
    byte[] bytes = new byte[other.remaining()];
    other.get(bytes);
    units.add(1, HexFormat.of().formatHex(bytes));
    CodecConfiguration made =
        packetize(packetizer(format), frame(ByteBuffer.wrap(TestStream.annexB(units))))
            .configuration()
            .orElseThrow();
    assertThat(made.width()).isEqualTo(128);
    HevcConfiguration record = StoredSets.record(made.boxes());
    assertThat(record.arrays().get(1).units()).hasSize(2);
    // Level 3.1 of the other one counts as well.
    assertThat(record.profile().level()).isEqualTo(93);
  }

  private static ByteBuffer sps(int id, int width, int height) {
    BitWriter out = new BitWriter().bits(4, 0).bits(3, 0).flags(1);
    out.bits(8, 1).bits(32, 0x60000000L).bits(48, 0x900000000000L).bits(8, 93);
    out.ue(id, 1, width, height).flags(0).ue(0, 0, 4).flags(1).ue(4, 2, 0);
    out.ue(0, 1, 0, 1, 0, 0).flags(0, 0, 0, 0).ue(0).flags(0, 0, 0, 0);
    return out.nalUnit(NalType.SPS);
  }

  @Test
  void packetize_unitsOfOtherLayers_stay() throws MediaException {
    List<String> units = new ArrayList<>(TestStream.of("size-a").nalUnits().subList(0, 4));
    units.add(2, "4209ff");
    units.add("020980aa");
    Samples sample =
        packetize(packetizer(format), frame(ByteBuffer.wrap(TestStream.annexB(units))));
    assertThat(sample.units()).containsExactly("4209ff", units.get(4), "020980aa");
  }

  @Test
  void packetize_lengthPrefixed_givesTheSameSample() throws MediaException {
    TestStream stream = TestStream.of("slices");
    Frame annexB = stream.assemble().get(0);
    List<String> units = TestStream.nalUnits(annexB.payload());
    ByteBuffer prefixed = ByteBuffer.allocate(annexB.size() + 4 * units.size());
    for (String unit : units) {
      prefixed.putInt(unit.length() / 2).put(HexFormat.of().parseHex(unit));
    }
    TrackFormat lengths = format.toBuilder().payloadForm(PayloadForm.LENGTH_PREFIXED).build();
    assertThat(packetize(packetizer(lengths), frame(prefixed.flip())).bytes())
        .isEqualTo(packetize(packetizer(format), annexB).bytes());
  }

  @Test
  void newPacketizer_resumed_goesOnWithoutReportingAgain() throws MediaException {
    TestStream stream = TestStream.of("size-a");
    List<Frame> frames = stream.assemble();
    for (TrackFormat each : List.of(format, keeping)) {
      Packetizer first = packetizer(each);
      CodecConfiguration last = packetize(first, frames.get(0)).configuration().orElseThrow();
      PacketizerContext context =
          PacketizerContext.of(each).resumedFrom(first.snapshot(), Optional.of(last));
      Packetizer successor = new H265Codec().newPacketizer(context);
      assertThat(packetize(successor, frames.get(1)).configuration()).isEmpty();
      assertThat(packetize(successor, frames.get(0)).configuration()).isEmpty();
    }
    // A changed size is still seen.
    CodecConfiguration last = configurationOf(format, stream);
    PacketizerContext context =
        PacketizerContext.of(format).resumedFrom(new byte[0], Optional.of(last));
    Samples sample =
        packetize(
            new H265Codec().newPacketizer(context), TestStream.of("size-b").assemble().get(0));
    assertThat(sample.configuration().orElseThrow().width()).isEqualTo(64);
  }

  @Test
  void newPacketizer_afterAnotherImplementation_beginsAnew() throws MediaException {
    Frame first = TestStream.of("size-a").assemble().get(0);
    CodecConfiguration others =
        CodecConfiguration.of("hvc1", "hvc1")
            .boxes(List.of(ConfigurationBox.of("hvcC", new byte[9])))
            .build();
    PacketizerContext context =
        PacketizerContext.of(format).resumedFrom(new byte[3], Optional.of(others));
    assertThat(packetize(new H265Codec().newPacketizer(context), first).configuration())
        .isEqualTo(packetize(packetizer(format), first).configuration());
  }

  private static CodecConfiguration configurationOf(TrackFormat format, TestStream stream)
      throws MediaException {
    return packetize(packetizer(format), stream.assemble().get(0)).configuration().orElseThrow();
  }

  private static Packetizer packetizer(TrackFormat format) throws MediaException {
    return new H265Codec().newPacketizer(PacketizerContext.of(format));
  }

  private static Samples packetize(Packetizer packetizer, Frame frame) throws MediaException {
    Samples sample = new Samples();
    assertThat(packetizer.packetize(frame, sample)).isEqualTo(Outcome.SAMPLE);
    return sample;
  }

  private static Frame frame(ByteBuffer payload) {
    return Frame.on(1).payload(payload).build();
  }

  private static String hex(ConfigurationBox box) {
    ByteBuffer payload = box.payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
