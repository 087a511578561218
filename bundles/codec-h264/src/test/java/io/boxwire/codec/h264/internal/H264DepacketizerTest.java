package io.boxwire.codec.h264.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.bitstream.NalUnits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H264DepacketizerTest {
  private static final H264Codec CODEC = new H264Codec();
  private static final String DELIMITER = "09f0";

  private static SampleEntry entry(String type, ByteBuffer avcC) {
    return SampleEntry.of(type, ByteBuffer.allocate(0))
        .boxes(List.of(ConfigurationBox.of("avcC", avcC)))
        .build();
  }

  /** An avcC with length words of another size. */
  private static ByteBuffer withLengthSize(CodecConfiguration configuration, int lengthSize) {
    ByteBuffer payload = configuration.boxes().get(0).payload();
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    return copy.put(4, (byte) (0xFC | lengthSize - 1));
  }

  private static Depacketizer depacketizer(SampleEntry entry, PayloadForm form)
      throws MediaException {
    return CODEC.newDepacketizer(entry, DepacketizerContext.of(form, 12_800));
  }

  private static ByteBuffer payload(Depacketizer from, ByteBuffer sample, RandomAccess access)
      throws MediaException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    from.depacketize(
        sample,
        access,
        piece -> {
          byte[] copy = new byte[piece.remaining()];
          piece.get(piece.position(), copy);
          out.writeBytes(copy);
        });
    return ByteBuffer.wrap(out.toByteArray());
  }

  private static List<String> units(Depacketizer from, String sample, RandomAccess access)
      throws MediaException {
    return Streams.units(payload(from, ByteBuffer.wrap(HexFormat.of().parseHex(sample)), access));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  private static ByteBuffer reframed(ByteBuffer sample, int lengthSize) throws MediaException {
    NalUnits units = new NalUnits().parseLengthPrefixed(sample, 4);
    ByteBuffer out = ByteBuffer.allocate(sample.remaining());
    for (ByteBuffer part : Streams.lengthPrefixed(sample, units, lengthSize)) {
      out.put(part);
    }
    return out.flip();
  }

  private static List<String> prefixedUnits(ByteBuffer payload) throws MediaException {
    NalUnits units = new NalUnits().parseLengthPrefixed(payload, 4);
    List<String> list = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      list.add(HexFormat.of().formatHex(units.copy(payload, i)));
    }
    return list;
  }

  /** What the samples of a stream come back as: its NAL units, sets in front of random access. */
  private static List<String> expected(Frame frame, RandomAccess access, List<String> sets)
      throws MediaException {
    List<String> units = new ArrayList<>(Streams.units(frame.payload()));
    units.removeIf(
        unit -> NalType.isParameterSet(Integer.parseInt(unit.substring(0, 2), 16) & 0x1F));
    if (access != RandomAccess.NONE) {
      units.addAll(units.get(0).startsWith("09") ? 1 : 0, sets);
    }
    return units;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void depacketize_anyLengthSize_givesEveryUnitAndTheSets(int lengthSize) throws Exception {
    for (String name : List.of("bframes", "audsei", "slices", "paff", "opengop", "refresh")) {
      Packetizer packetizer =
          CODEC.newPacketizer(PacketizerContext.of(TrackFormat.video("h264", 12_800).build()));
      Depacketizer stream = null;
      Depacketizer prefixed = null;
      List<String> sets = List.of();
      for (Frame frame : Streams.assemble(Streams.bytes(name + ".h264"))) {
        CollectedSample sample = CollectedSample.of(packetizer, frame);
        if (sample.configuration().isPresent()) {
          CodecConfiguration configuration = sample.configuration().get();
          SampleEntry entry = entry("avc1", withLengthSize(configuration, lengthSize));
          stream = depacketizer(entry, PayloadForm.STREAM);
          prefixed = depacketizer(entry, PayloadForm.LENGTH_PREFIXED);
          sets = prefixedUnits(configuration.inBand());
        }
        if (lengthSize == 1 && frame.size() > 255) {
          continue; // does not fit
        }
        List<String> expected = expected(frame, sample.randomAccess(), sets);
        ByteBuffer annexB =
            payload(stream, reframed(sample.sample(), lengthSize), sample.randomAccess());
        assertThat(Streams.units(annexB)).isEqualTo(expected);
        assertThat(annexB.getInt(0)).isEqualTo(1);
        ByteBuffer lengths =
            payload(prefixed, reframed(sample.sample(), lengthSize), sample.randomAccess());
        assertThat(prefixedUnits(lengths)).isEqualTo(expected);
      }
    }
  }

  @Test
  void depacketize_setsInSamples_givesBackWhatWasThere() throws Exception {
    for (String name : List.of("bframes", "audsei", "baseline")) {
      byte[] bytes = Streams.bytes(name + ".h264");
      TrackFormat format =
          TrackFormat.video("h264", 12_800).parameterSets(ParameterSets.KEEP).build();
      Packetizer packetizer = CODEC.newPacketizer(PacketizerContext.of(format));
      Depacketizer depacketizer = null;
      List<String> units = new ArrayList<>();
      for (Frame frame : Streams.assemble(bytes)) {
        CollectedSample sample = CollectedSample.of(packetizer, frame);
        if (sample.configuration().isPresent()) {
          ByteBuffer avcC = withLengthSize(sample.configuration().get(), 4);
          depacketizer = depacketizer(entry("avc3", avcC), PayloadForm.STREAM);
        }
        units.addAll(Streams.units(payload(depacketizer, sample.sample(), sample.randomAccess())));
      }
      assertThat(units).isEqualTo(Streams.units(ByteBuffer.wrap(bytes)));
    }
  }

  @Test
  void depacketize_avc3StartsAtSampleWithoutSets_getsTheEntrysOnce() throws Exception {
    CodecConfiguration configuration = configuration();
    Depacketizer depacketizer =
        depacketizer(entry("avc3", withLengthSize(configuration, 4)), PayloadForm.STREAM);
    List<String> withSets = new ArrayList<>(List.of(DELIMITER, "65"));
    withSets.addAll(1, prefixedUnits(configuration.inBand()));
    String sample = "0000000209f0" + "0000000165";
    assertThat(units(depacketizer, sample, RandomAccess.NONE)).containsExactly(DELIMITER, "65");
    assertThat(units(depacketizer, sample, RandomAccess.OPEN_GOP)).isEqualTo(withSets);
    assertThat(units(depacketizer, sample, RandomAccess.SYNC)).containsExactly(DELIMITER, "65");
  }

  @Test
  void depacketize_avc3FirstSampleHasSets_laterOnesStayAsStored() throws Exception {
    CodecConfiguration configuration = configuration();
    Depacketizer depacketizer =
        depacketizer(entry("avc3", withLengthSize(configuration, 4)), PayloadForm.STREAM);
    ByteBuffer inBand = configuration.inBand();
    String sets = HexFormat.of().formatHex(bytes(inBand));
    List<String> expected = new ArrayList<>(prefixedUnits(inBand));
    expected.add("41");
    // Not marked as a random access point, but it brings all that later ones need.
    assertThat(units(depacketizer, sets + "0000000141", RandomAccess.NONE)).isEqualTo(expected);
    assertThat(units(depacketizer, "0000000165", RandomAccess.SYNC)).containsExactly("65");
  }

  @Test
  void depacketize_sampleWithItsOwnSets_isNotGivenThoseAgain() throws Exception {
    CodecConfiguration configuration = configuration();
    List<String> sets = prefixedUnits(configuration.inBand());
    Depacketizer depacketizer =
        depacketizer(entry("avc1", withLengthSize(configuration, 4)), PayloadForm.STREAM);
    ByteBuffer inBand = configuration.inBand();
    ByteBuffer sample = ByteBuffer.allocate(inBand.remaining() + 5).put(inBand).putInt(1);
    List<String> expected = new ArrayList<>(sets);
    expected.add("65");
    assertThat(
            Streams.units(payload(depacketizer, sample.put((byte) 0x65).flip(), RandomAccess.SYNC)))
        .isEqualTo(expected);
  }

  @Test
  void depacketize_emptyUnitsAndEmptySample_giveNothingForThem() throws Exception {
    SampleEntry entry = entry("avc1", withLengthSize(configuration(), 4));
    for (PayloadForm form : List.of(PayloadForm.STREAM, PayloadForm.LENGTH_PREFIXED)) {
      Depacketizer depacketizer = depacketizer(entry, form);
      ByteBuffer sample = ByteBuffer.wrap(HexFormat.of().parseHex("00000000" + "0000000141"));
      ByteBuffer payload = payload(depacketizer, sample, RandomAccess.NONE);
      assertThat(payload).isEqualTo(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 0x41}));
      assertThat(payload(depacketizer, ByteBuffer.allocate(0), RandomAccess.NONE).remaining())
          .isZero();
    }
  }

  @Test
  void depacketize_damagedLengths_areMalformed() throws Exception {
    SampleEntry entry = entry("avc1", withLengthSize(configuration(), 4));
    Depacketizer depacketizer = depacketizer(entry, PayloadForm.STREAM);
    Random random = new Random(2);
    int refused = 0;
    for (int round = 0; round < 1_000; round++) {
      byte[] bytes = new byte[random.nextInt(30)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(3) == 0 ? bytes[i] : random.nextInt(3));
      }
      try {
        payload(depacketizer, ByteBuffer.wrap(bytes), RandomAccess.SYNC);
      } catch (MediaException e) {
        assertThat(e.code()).isEqualTo(Code.MALFORMED);
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 999);
  }

  @Test
  void newDepacketizer_brokenEntry_isRefused() {
    SampleEntry without = SampleEntry.of("avc1", ByteBuffer.allocate(0)).build();
    assertThat(CODEC.matches(without)).isFalse();
    assertThatThrownBy(() -> depacketizer(without, PayloadForm.STREAM))
        .isInstanceOf(MediaException.class);
    SampleEntry cut = entry("avc1", ByteBuffer.wrap(new byte[] {1, 100, 0, 10, -1, -31, 9, 9}));
    assertThat(CODEC.matches(cut)).isTrue();
    assertThatThrownBy(() -> depacketizer(cut, PayloadForm.STREAM))
        .isInstanceOf(MediaException.class);
  }

  private static CodecConfiguration configuration() throws MediaException {
    Packetizer packetizer =
        CODEC.newPacketizer(PacketizerContext.of(TrackFormat.video("h264", 12_800).build()));
    Frame first = Streams.assemble(Streams.bytes("bframes.h264")).get(0);
    return CollectedSample.of(packetizer, first).configuration().orElseThrow();
  }
}
