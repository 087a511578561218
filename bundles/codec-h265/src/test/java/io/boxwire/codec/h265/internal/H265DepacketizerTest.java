package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class H265DepacketizerTest {
  static final List<String> NAMES = TestStream.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void depacketize_packetizedStream_givesEveryUnitBackInOrder(String name) throws MediaException {
    TestStream stream = TestStream.of(name);
    List<String> sets = new ArrayList<>(stream.nalUnits());
    sets.removeIf(unit -> !NalType.isParameterSet(TestStream.type(unit)));
    Packetizer packetizer =
        new H265Codec()
            .newPacketizer(PacketizerContext.of(TrackFormat.video("h265", 90000).build()));
    Depacketizer depacketizer = null;
    for (Frame frame : stream.assemble()) {
      Samples sample = new Samples();
      packetizer.packetize(frame, sample);
      if (sample.configuration().isPresent()) {
        depacketizer =
            depacketizer(Samples.entry(sample.configuration().get()), PayloadForm.STREAM);
      }
      List<String> expected = new ArrayList<>(sample.units());
      if (sample.kind() == RandomAccess.SYNC) {
        boolean delimited = TestStream.type(expected.get(0)) == NalType.AUD;
        expected.addAll(delimited ? 1 : 0, sets.subList(0, 3));
      }
      Samples payload = new Samples();
      depacketizer.depacketize(sample.bytes(), sample.kind(), payload);
      assertThat(TestStream.nalUnits(payload.bytes())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void depacketize_anyLengthSize_givesBothForms(int lengthSize) throws MediaException {
    List<String> units = List.of("460150", "2601aabbcc", "4e0105");
    SampleEntry entry = entry("hvc1", lengthSize, "4001aa", "4201bb", "4401cc");

    Samples stream = new Samples();
    depacketizer(entry, PayloadForm.STREAM)
        .depacketize(sample(lengthSize, units), RandomAccess.SYNC, stream);
    assertThat(TestStream.nalUnits(stream.bytes()))
        .containsExactly("460150", "4001aa", "4201bb", "4401cc", "2601aabbcc", "4e0105");

    Samples prefixed = new Samples();
    depacketizer(entry, PayloadForm.LENGTH_PREFIXED)
        .depacketize(sample(lengthSize, units), RandomAccess.SYNC, prefixed);
    assertThat(prefixed.bytes())
        .isEqualTo(
            sample(4, List.of("460150", "4001aa", "4201bb", "4401cc", "2601aabbcc", "4e0105")));

    Samples later = new Samples();
    depacketizer(entry, PayloadForm.STREAM)
        .depacketize(sample(lengthSize, units), RandomAccess.NONE, later);
    assertThat(TestStream.nalUnits(later.bytes())).isEqualTo(units);
  }

  @Test
  void depacketize_fourByteLengths_areExchangedInPlace() throws MediaException {
    ByteBuffer sample = sample(4, List.of("2601aa"));
    List<ByteBuffer> pieces = new ArrayList<>();
    depacketizer(entry("hvc1", 4, "4201bb"), PayloadForm.STREAM)
        .depacketize(sample, RandomAccess.NONE, pieces::add);
    assertThat(pieces).hasSize(1);
    pieces.get(0).put(6, (byte) 0x77);
    assertThat(sample.get(6)).isEqualTo((byte) 0x77);
  }

  @Test
  void depacketize_sampleWithItsOwnSets_getsNoneOfTheSameId() throws MediaException {
    List<String> sets = TestStream.of("bpyramid").nalUnits().subList(0, 3);
    String message = "4e01050180";
    String otherPps = "440156"; // pps_pic_parameter_set_id 1
    List<String> stored = List.of(sets.get(0), sets.get(1), sets.get(2), otherPps, message);
    List<String> units = new ArrayList<>();
    sets.forEach(set -> units.add(set + "11")); // newer ones
    units.add("2601aa");

    List<String> expected = new ArrayList<>(units);
    expected.add(0, otherPps);
    for (String type : List.of("hvc1", "hev1")) {
      Depacketizer depacketizer =
          depacketizer(entry(type, 4, stored.toArray(String[]::new)), PayloadForm.STREAM);
      assertThat(units(depacketizer, RandomAccess.SYNC, units))
          .isEqualTo(type.equals("hvc1") ? expected : units);
    }
  }

  @Test
  void depacketize_unreadableSetInSample_doesNotReplaceTheStoredOne() throws MediaException {
    String stored = TestStream.of("bpyramid").nalUnits().get(1);
    Depacketizer depacketizer = depacketizer(entry("hvc1", 4, stored), PayloadForm.STREAM);
    assertThat(units(depacketizer, RandomAccess.SYNC, List.of("4201", "2601aa")))
        .containsExactly(stored, "4201", "2601aa");
  }

  @Test
  void depacketize_twoLayers_getsTheSetsOfBoth() throws MediaException {
    // The boxes of a stereo recording: lhvC holds an SPS and a PPS of layer 1.
    List<ConfigurationBox> boxes = new ArrayList<>(entry("hvc1", 4, "4201bb").boxes());
    byte[] layered =
        HexFormat.of()
            .parseHex("01f000fccb02a10001000942090e822e458a9404a20001000944094802cbc14da805");
    boxes.add(ConfigurationBox.of("lhvC", layered));
    Samples payload = new Samples();
    depacketizer(Samples.entry("hvc1", boxes), PayloadForm.STREAM)
        .depacketize(sample(4, List.of("2601aa", "2a09aa")), RandomAccess.SYNC, payload);
    assertThat(TestStream.nalUnits(payload.bytes()))
        .containsExactly("4201bb", "42090e822e458a9404", "44094802cbc14da805", "2601aa", "2a09aa");
    assertThat(new H265Codec().describe("lhvC", ByteBuffer.wrap(layered)))
        .extracting(CodecPlugin.Field::name)
        .containsExactly("SPS", "PPS");

    boxes.set(1, ConfigurationBox.of("lhvC", new byte[] {1, 2}));
    assertThatThrownBy(() -> depacketizer(Samples.entry("hvc1", boxes), PayloadForm.STREAM))
        .isInstanceOf(MediaException.class);
    assertThat(new H265Codec().describe("lhvC", ByteBuffer.allocate(2)))
        .extracting(CodecPlugin.Field::name)
        .containsExactly("error");
  }

  @Test
  void depacketize_hev1FromTheStart_comesBackAsStored() throws MediaException {
    List<String> first = new ArrayList<>(TestStream.of("bpyramid").nalUnits().subList(0, 3));
    String[] sets = first.toArray(String[]::new);
    first.add("2601aa");
    Depacketizer depacketizer = depacketizer(entry("hev1", 4, sets), PayloadForm.STREAM);
    assertThat(units(depacketizer, RandomAccess.SYNC, first)).isEqualTo(first);
    for (RandomAccess access : RandomAccess.values()) {
      assertThat(units(depacketizer, access, List.of("460150", "2601aa")))
          .containsExactly("460150", "2601aa");
    }
  }

  @Test
  void depacketize_hev1StartsAtSampleWithoutSets_getsTheEntrysOnce() throws MediaException {
    Depacketizer depacketizer = depacketizer(entry("hev1", 4, "4201bb"), PayloadForm.STREAM);
    List<String> sample = List.of("460150", "2601aa");
    assertThat(units(depacketizer, RandomAccess.NONE, sample)).isEqualTo(sample);
    assertThat(units(depacketizer, RandomAccess.OPEN_GOP, sample))
        .containsExactly("460150", "4201bb", "2601aa");
    assertThat(units(depacketizer, RandomAccess.SYNC, sample)).isEqualTo(sample);
  }

  @Test
  void depacketize_readOnlySample_isCopiedNowhereAndLeftAlone() throws MediaException {
    ByteBuffer sample = sample(4, List.of("2601aa", "4e0105"));
    Samples payload = new Samples();
    depacketizer(entry("hvc1", 4, "4201bb"), PayloadForm.STREAM)
        .depacketize(sample.asReadOnlyBuffer(), RandomAccess.NONE, payload);
    assertThat(TestStream.nalUnits(payload.bytes())).containsExactly("2601aa", "4e0105");
    assertThat(sample).isEqualTo(sample(4, List.of("2601aa", "4e0105")));
  }

  @Test
  void depacketize_sampleWithAnotherLayersSet_getsTheBaseLayers() throws MediaException {
    Samples payload = new Samples();
    depacketizer(entry("hvc1", 4, "4201bb"), PayloadForm.STREAM)
        .depacketize(sample(4, List.of("4209bc", "2601aa")), RandomAccess.SYNC, payload);
    assertThat(TestStream.nalUnits(payload.bytes())).containsExactly("4201bb", "4209bc", "2601aa");
  }

  @Test
  void depacketize_damagedLengths_throws() throws MediaException {
    Depacketizer depacketizer = depacketizer(entry("hvc1", 4, "4201bb"), PayloadForm.STREAM);
    for (String damaged : List.of("00", "0000000526", "ffffffff2601", "000000022601000000")) {
      ByteBuffer sample = ByteBuffer.wrap(HexFormat.of().parseHex(damaged));
      assertThatThrownBy(() -> depacketizer.depacketize(sample, RandomAccess.NONE, new Samples()))
          .as(damaged)
          .asInstanceOf(type(MediaException.class))
          .extracting(MediaException::code)
          .isEqualTo(Code.MALFORMED);
    }
  }

  @Test
  void depacketize_emptyUnitsAndHeaderlessUnits_arePassedOn() throws MediaException {
    Samples payload = new Samples();
    depacketizer(entry("hvc1", 4, "4201bb", ""), PayloadForm.STREAM)
        .depacketize(sample(4, List.of("", "42", "2601aa")), RandomAccess.SYNC, payload);
    assertThat(TestStream.nalUnits(payload.bytes())).containsExactly("4201bb", "42", "2601aa");
  }

  @Test
  void newDepacketizer_brokenEntry_throws() {
    SampleEntry without = Samples.entry("hvc1", List.of());
    assertThatThrownBy(() -> depacketizer(without, PayloadForm.STREAM))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("hvcC");
    SampleEntry cut =
        Samples.entry("hvc1", List.of(ConfigurationBox.of("hvcC", new byte[] {1, 1, 2})));
    assertThatThrownBy(() -> depacketizer(cut, PayloadForm.STREAM))
        .isInstanceOf(MediaException.class);
  }

  private static Depacketizer depacketizer(SampleEntry entry, PayloadForm form)
      throws MediaException {
    return new H265Codec().newDepacketizer(entry, DepacketizerContext.of(form, 90000));
  }

  /** The NAL units of the payload that a sample of 4-byte lengths becomes. */
  private static List<String> units(Depacketizer from, RandomAccess access, List<String> sample)
      throws MediaException {
    Samples payload = new Samples();
    from.depacketize(sample(4, sample), access, payload);
    return TestStream.nalUnits(payload.bytes());
  }

  private static SampleEntry entry(String type, int lengthSize, String... sets) {
    List<HevcConfiguration.NalArray> arrays = new ArrayList<>();
    for (String set : sets) {
      int unitType = set.isEmpty() ? NalType.PPS : TestStream.type(set);
      ByteBuffer unit = ByteBuffer.wrap(HexFormat.of().parseHex(set));
      arrays.add(new HevcConfiguration.NalArray(true, unitType, List.of(unit)));
    }
    ProfileTierLevel profile = new ProfileTierLevel(0, false, 1, 0x60000000, 0, 93);
    HevcConfiguration record =
        new HevcConfiguration(profile, 0, 0, 1, 8, 8, 0, 0, 1, true, lengthSize, arrays);
    return Samples.entry(type, List.of(ConfigurationBox.of(HevcConfiguration.BOX, record.write())));
  }

  private static ByteBuffer sample(int lengthSize, List<String> units) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String unit : units) {
      int length = unit.length() / 2;
      for (int i = lengthSize - 1; i >= 0; i--) {
        bytes.write(length >> 8 * i);
      }
      bytes.writeBytes(HexFormat.of().parseHex(unit));
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
