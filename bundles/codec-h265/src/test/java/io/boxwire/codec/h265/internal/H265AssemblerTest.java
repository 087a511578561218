package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import io.boxwire.codec.h265.internal.TestStream.Packet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class H265AssemblerTest {
  static final List<String> NAMES = TestStream.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void finish_encodedStream_hasTheEncodersTimesAndKeyFlags(String name) throws MediaException {
    TestStream stream = TestStream.of(name);
    Assembler assembler = assembler();
    List<Frame> frames = TestStream.assemble(assembler, stream.bytes());

    TrackFormat format = assembler.format().orElseThrow();
    assertThat(format.width()).isEqualTo(stream.width());
    assertThat(format.height()).isEqualTo(stream.height());
    long duration = frames.get(0).duration();
    assertThat(frames).allMatch(frame -> frame.duration() == duration);
    String[] rate = stream.rate().split("/");
    assertThat(duration * Long.parseLong(rate[0]))
        .isEqualTo(format.timescale() * Long.parseLong(rate[1]));
    assertThat(packets(frames)).isEqualTo(stream.packets());
    assertDecodeTimesAreSound(frames);
    assertThat(joined(frames)).isEqualTo(stream.bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1000})
  void assemble_streamInSmallPieces_givesTheSameFrames(int step) throws MediaException {
    TestStream stream = TestStream.of("opengop");
    Assembler assembler = assembler();
    List<Frame> frames = new ArrayList<>();
    List<String> units = new ArrayList<>();
    ByteArrayOutputStream payloads = new ByteArrayOutputStream();
    Assembler.Receiver receiver =
        frame -> {
          frames.add(frame);
          units.addAll(unitsOf(frame));
          payloads.writeBytes(bytesOf(frame));
        };
    // The window slides: the bytes that are left lie elsewhere in the next call.
    byte[] bytes = stream.bytes();
    ByteBuffer kept = ByteBuffer.allocate(0);
    for (int from = 0; from < bytes.length; from += step) {
      int more = Math.min(step, bytes.length - from);
      int head = from / step % 5;
      ByteBuffer window = ByteBuffer.allocateDirect(head + kept.remaining() + more);
      window.position(head).mark();
      window.put(kept).put(bytes, from, more).reset();
      if (from + more == bytes.length) {
        assembler.finish(window, receiver);
      } else {
        assembler.assemble(window, receiver);
      }
      kept = window.slice();
    }
    assertThat(kept.hasRemaining()).isFalse();
    assertThat(packets(frames)).isEqualTo(stream.packets());
    assertThat(payloads.toByteArray()).isEqualTo(bytes);
    assertThat(units).isEqualTo(stream.nalUnits());
  }

  @Test
  void assemble_window_keepsNoMoreThanReorderingNeeds() throws MediaException {
    TestStream stream = TestStream.of("bpyramid");
    byte[] bytes = stream.bytes();
    Assembler assembler = assembler();
    ByteBuffer window = ByteBuffer.wrap(bytes);
    List<Frame> frames = new ArrayList<>();
    for (int end = 1; end < bytes.length; end++) {
      assembler.assemble(window.limit(end), frames::add);
    }
    // The last three are presented in reverse order: the first of them waits for the others.
    assertThat(frames).hasSize(stream.packets().size() - 3);
  }

  @Test
  void finish_anyStartCodesAndTrailingZeros_givesTheSameFrames() throws MediaException {
    TestStream stream = TestStream.of("slices");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int count = 0;
    for (String unit : stream.nalUnits()) {
      bytes.writeBytes(new byte[count % 4]);
      bytes.writeBytes(HexFormat.of().parseHex("000001" + unit));
      bytes.writeBytes(new byte[count % 7]);
      count++;
    }
    List<Frame> frames = TestStream.assemble(bytes.toByteArray());
    assertThat(packets(frames)).isEqualTo(stream.packets());
    assertThat(unitsOf(frames)).isEqualTo(stream.nalUnits());
  }

  @Test
  void finish_streamCutAtACra_keepsItsRaslPicturesWithSoundTimes() throws MediaException {
    TestStream stream = TestStream.of("opengop");
    List<String> units = stream.nalUnits();
    // The second access unit that brings a VPS begins with the CRA picture.
    int cra = units.subList(1, units.size()).indexOf(units.get(0)) + 1;
    assertThat(TestStream.type(units.get(cra + 3))).isEqualTo(NalType.CRA);
    assertThat(TestStream.type(units.get(cra + 4))).isEqualTo(NalType.RASL_R);

    List<Frame> frames = TestStream.assemble(TestStream.annexB(units.subList(cra, units.size())));

    List<Packet> all = stream.packets();
    List<Packet> expected = all.subList(all.size() - frames.size(), all.size());
    long first = expected.stream().mapToLong(Packet::pts).min().orElseThrow();
    assertThat(packets(frames))
        .isEqualTo(expected.stream().map(p -> new Packet(p.pts() - first, p.sync())).toList());
    assertDecodeTimesAreSound(frames);
  }

  @Test
  void finish_endOfSequenceBeforeACra_startsCountsAnewAndKeepsOrder() throws MediaException {
    TestStream stream = TestStream.of("opengop");
    List<String> units = new ArrayList<>(stream.nalUnits());
    int cra = units.subList(1, units.size()).indexOf(units.get(0)) + 1;
    units.add(cra, "4801");
    List<Frame> frames = TestStream.assemble(TestStream.annexB(units));
    assertThat(packets(frames)).isEqualTo(stream.packets());
    // The end of sequence belongs to the picture before it.
    int before = 0;
    while (!unitsOf(frames.get(before)).contains("4801")) {
      before++;
    }
    assertThat(frames.get(before + 1).sync()).isTrue();
  }

  @Test
  void finish_twoStreamsBehindEachOther_goesOnInTime() throws MediaException {
    TestStream a = TestStream.of("size-a");
    TestStream b = TestStream.of("size-b");
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(a.bytes());
    both.writeBytes(b.bytes());
    List<Packet> expected = new ArrayList<>(a.packets());
    for (Packet packet : b.packets()) {
      expected.add(new Packet(packet.pts() + a.packets().size(), packet.sync()));
    }
    List<Frame> frames = TestStream.assemble(both.toByteArray());
    assertThat(packets(frames)).isEqualTo(expected);
    assertDecodeTimesAreSound(frames);
  }

  @Test
  void finish_unitsOfOtherLayers_stayInTheirAccessUnit() throws MediaException {
    TestStream stream = TestStream.of("bpyramid");
    List<String> units = new ArrayList<>();
    for (String unit : stream.nalUnits()) {
      units.add(unit);
      boolean slice = NalType.isVcl(TestStream.type(unit));
      // A first slice of layer 1, or an SPS of layer 1 with content that can't be read.
      units.add(slice ? "020980aa" : "4209ff");
    }
    List<Frame> frames = TestStream.assemble(TestStream.annexB(units));
    assertThat(packets(frames)).isEqualTo(stream.packets());
    assertThat(unitsOf(frames)).isEqualTo(units);
  }

  @Test
  void finish_unitsBehindTheLastPicture_comeAsAFrameOfTheirOwn() throws MediaException {
    TestStream stream = TestStream.of("slices");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(stream.bytes());
    bytes.writeBytes(HexFormat.of().parseHex("000001" + "4e01" + "050180"));
    List<Frame> frames = TestStream.assemble(bytes.toByteArray());
    assertThat(frames).hasSize(stream.packets().size() + 1);
    Frame rest = frames.get(frames.size() - 1);
    assertThat(unitsOf(rest)).containsExactly("4e01050180");
    assertThat(rest.sync()).isFalse();
  }

  @Test
  void finish_optionsGiveRateAndTimescale_theyCount() throws MediaException {
    AssemblerOptions options =
        AssemblerOptions.builder().frameRate(new FrameRate(30, 1)).timescale(1000).build();
    Assembler assembler = new H265Codec().newAssembler(options);
    List<Frame> frames = TestStream.assemble(assembler, TestStream.of("crop444").bytes());
    assertThat(assembler.format().orElseThrow().timescale()).isEqualTo(1000);
    assertThat(frames)
        .extracting(Frame::compositionTime)
        .containsExactly(0L, 33L, 66L, 100L, 133L, 166L);
    assertThat(frames).extracting(Frame::duration).containsExactly(33L, 33L, 34L, 33L, 33L, 34L);
  }

  @Test
  void finish_streamThatBeginsBetweenPictures_leavesOutAndReportsWhatNobodyCanDecode()
      throws MediaException {
    TestStream stream = TestStream.of("opengop");
    List<String> units = stream.nalUnits();
    int cra = units.subList(1, units.size()).indexOf(units.get(0)) + 1;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0x55, 0, 0x66});
    bytes.writeBytes(TestStream.annexB(units.subList(4, units.size())));
    List<Frame> frames = new ArrayList<>();
    List<String> events = new ArrayList<>();
    assembler()
        .finish(
            ByteBuffer.wrap(bytes.toByteArray()),
            new Assembler.Receiver() {
              @Override
              public void frame(Frame frame) {
                frames.add(frame);
              }

              @Override
              public void event(MediaEvent event) {
                events.add(event.toString());
              }
            });
    assertThat(events)
        .containsExactly(
            "INPUT_SKIPPED on track 1: 3 bytes before the first start code are left out",
            "INPUT_SKIPPED on track 1: "
                + (cra - 4)
                + " NAL units in front of the first parameter sets can't be decoded"
                + " and are left out");
    assertThat(unitsOf(frames)).isEqualTo(units.subList(cra, units.size()));
    assertThat(frames.get(0).sync()).isTrue();
  }

  @Test
  void finish_setMissingBeforeTheFirstPicture_throwsWithTheOffset() throws MediaException {
    List<String> units = new ArrayList<>(TestStream.of("bpyramid").nalUnits());
    units.remove(2);
    int offset = 4 + units.get(0).length() / 2 + 4 + units.get(1).length() / 2 + 4;
    assertThatThrownBy(() -> TestStream.assemble(TestStream.annexB(units)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("PPS 0")
        .hasMessageContaining("offset " + offset);
  }

  @Test
  void finish_damagedUnitsInMidStream_keepsThemAndGoesOn() throws MediaException {
    TestStream stream = TestStream.of("opengop");
    List<String> units = new ArrayList<>(stream.nalUnits());
    // A slice that names a PPS that is not there, and a set that ends too soon.
    int damaged = 8;
    assertThat(TestStream.type(units.get(damaged))).isLessThan(2);
    units.set(damaged, units.get(damaged).substring(0, 4) + "8080" + units.get(damaged));
    units.add(damaged, "4201");
    List<Frame> frames = TestStream.assemble(TestStream.annexB(units));
    assertThat(frames).hasSize(stream.packets().size());
    assertThat(unitsOf(frames)).isEqualTo(units);
    assertDecodeTimesAreSound(frames);
  }

  @Test
  void finish_noPictureAtAll_throws() {
    for (String nothing : List.of("47010203", "00000146015000000126", "0000000000")) {
      assertThatThrownBy(() -> TestStream.assemble(HexFormat.of().parseHex(nothing)))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("no H.265 picture");
    }
  }

  @Test
  void finish_setsWithoutAnyPicture_comeAsAFrameWithTheirFormat() throws MediaException {
    List<String> sets = TestStream.of("size-b").nalUnits().subList(0, 3);
    Assembler assembler = assembler();
    List<Frame> frames = TestStream.assemble(assembler, TestStream.annexB(sets));
    assertThat(frames).hasSize(1);
    assertThat(unitsOf(frames)).isEqualTo(sets);
    assertThat(assembler.format().orElseThrow().width()).isEqualTo(64);
  }

  @Test
  void finish_nothing_givesNothing() throws MediaException {
    Assembler assembler = assembler();
    assertThat(TestStream.assemble(assembler, new byte[0])).isEmpty();
    assertThat(assembler.format()).isEmpty();
  }

  private static Assembler assembler() {
    return new H265Codec().newAssembler(AssemblerOptions.builder().build());
  }

  private static void assertDecodeTimesAreSound(List<Frame> frames) {
    long last = Long.MIN_VALUE;
    for (Frame frame : frames) {
      assertThat(frame.decodeTime()).isGreaterThan(last);
      assertThat(frame.decodeTime()).isLessThanOrEqualTo(frame.compositionTime());
      last = frame.decodeTime();
    }
  }

  /** Presentation times in frame durations after aligning the first. */
  private static List<Packet> packets(List<Frame> frames) {
    long first = frames.stream().mapToLong(Frame::compositionTime).min().orElseThrow();
    long duration = frames.get(0).duration();
    List<Packet> packets = new ArrayList<>();
    for (Frame frame : frames) {
      assertThat((frame.compositionTime() - first) % duration).isZero();
      packets.add(new Packet((frame.compositionTime() - first) / duration, frame.sync()));
    }
    return packets;
  }

  private static List<String> unitsOf(List<Frame> frames) {
    List<String> units = new ArrayList<>();
    frames.forEach(frame -> units.addAll(unitsOf(frame)));
    return units;
  }

  /** The NAL units where the assembler says they lie. */
  private static List<String> unitsOf(Frame frame) {
    int[] pairs = frame.units().orElseThrow();
    byte[] payload = bytesOf(frame);
    List<String> units = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      units.add(HexFormat.of().formatHex(payload, pairs[i], pairs[i] + pairs[i + 1]));
    }
    return units;
  }

  private static byte[] joined(List<Frame> frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(frame -> all.writeBytes(bytesOf(frame)));
    return all.toByteArray();
  }

  private static byte[] bytesOf(Frame frame) {
    ByteBuffer payload = frame.payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }
}
