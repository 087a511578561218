package io.boxwire.codec.h264.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import io.boxwire.codec.h264.internal.Streams.Row;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H264AssemblerTest {
  private static final int STEP = 512; // 25 frames a second on a timescale of 12800

  private static List<Row> rows(List<Frame> frames, long step) throws MediaException {
    long first = frames.stream().mapToLong(Frame::compositionTime).min().orElseThrow();
    List<Row> rows = new ArrayList<>();
    for (Frame frame : frames) {
      long pts = frame.compositionTime() - first;
      long dts = frame.decodeTime() - first;
      assertThat(pts % step).isZero();
      assertThat(Math.floorMod(dts, step)).isZero();
      rows.add(
          new Row(
              pts / step,
              Math.floorDiv(dts, step),
              frame.sync(),
              Streams.sliceHash(Streams.units(frame.payload()))));
    }
    return rows;
  }

  private static void checkUnits(List<Frame> frames) throws MediaException {
    for (Frame frame : frames) {
      ByteBuffer payload = frame.payload();
      int[] units = frame.units().orElseThrow();
      List<String> expected = Streams.units(payload);
      assertThat(units).hasSize(expected.size() * 2);
      for (int i = 0; i < expected.size(); i++) {
        ByteBuffer unit = payload.slice(units[2 * i], units[2 * i + 1]);
        byte[] bytes = new byte[unit.remaining()];
        unit.get(bytes);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(expected.get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bframes",
        "pyramid",
        "slices",
        "audsei",
        "baseline",
        "mbaff",
        "high422",
        "high444",
        "gray",
        "vui"
      })
  void finish_streamOfX264_givesTheTimesOfTheEncoder(String name) throws Exception {
    byte[] stream = Streams.bytes(name + ".h264");
    List<Frame> frames = Streams.assemble(stream);
    assertThat(rows(frames, STEP)).isEqualTo(Streams.table(name));
    checkUnits(frames);
    assertThat(Streams.units(frames)).isEqualTo(Streams.units(ByteBuffer.wrap(stream)));
    assertThat(frames).allSatisfy(frame -> assertThat(frame.duration()).isEqualTo(STEP));
  }

  /** What the encoder calls a key frame is a recovery point here, but for the IDR picture. */
  @ParameterizedTest
  @ValueSource(strings = {"opengop", "refresh"})
  void finish_recoveryPoints_areNoSyncSamples(String name) throws Exception {
    List<Row> rows = rows(Streams.assemble(Streams.bytes(name + ".h264")), STEP);
    List<Row> expected = Streams.table(name);
    assertThat(expected.stream().filter(Row::key)).hasSizeGreaterThan(1);
    for (int i = 0; i < rows.size(); i++) {
      Row row = expected.get(i);
      assertThat(rows.get(i)).isEqualTo(new Row(row.pts(), row.dts(), i == 0, row.slices()));
    }
    assertThat(rows).hasSameSizeAs(expected);
  }

  @Test
  void finish_rateWithFraction_isExact() throws Exception {
    List<Frame> frames = new ArrayList<>();
    H264Assembler assembler = new H264Assembler(AssemblerOptions.builder().build());
    assembler.finish(
        ByteBuffer.wrap(Streams.bytes("ntsc.h264")), frame -> frames.add(frame.keep()));
    assertThat(assembler.format().map(TrackFormat::timescale)).contains(30_000);
    assertThat(rows(frames, 1001)).isEqualTo(Streams.table("ntsc"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1000, 100_000})
  void assemble_anyPieces_givesTheSameFrames(int piece) throws Exception {
    for (String name : List.of("bframes", "audsei", "mbaff", "slices")) {
      byte[] stream = Streams.bytes(name + ".h264");
      List<Frame> whole = Streams.assemble(stream);
      List<Frame> pieces = Streams.assembleInPieces(stream, piece);
      assertThat(rows(pieces, STEP)).isEqualTo(rows(whole, STEP));
      assertThat(Streams.units(pieces)).isEqualTo(Streams.units(whole));
      checkUnits(pieces);
    }
  }

  @Test
  void assemble_withoutReordering_deliversEachFrameWhenTheNextBegins() throws Exception {
    byte[] stream = Streams.bytes("baseline.h264");
    List<Frame> frames = new ArrayList<>();
    H264Assembler assembler = new H264Assembler(AssemblerOptions.builder().build());
    ByteBuffer window = ByteBuffer.wrap(stream);
    assembler.assemble(window, frame -> frames.add(frame.keep()));
    // The last slice has no end yet, and so does not yet end the frame before it.
    assertThat(frames).hasSize(18);
    assertThat(window.remaining()).isLessThan(stream.length / 10);
    assembler.finish(window, frame -> frames.add(frame.keep()));
    assertThat(frames).hasSize(20);
    assertThat(window.hasRemaining()).isFalse();
  }

  @Test
  void format_firstFrame_isKnown() throws Exception {
    H264Assembler assembler = new H264Assembler(AssemblerOptions.builder().build());
    assertThat(assembler.format()).isEmpty();
    assembler.finish(
        ByteBuffer.wrap(Streams.bytes("vui.h264")),
        frame -> assertThat(assembler.format()).isPresent());
    TrackFormat format = assembler.format().orElseThrow();
    assertThat(format.codec()).contains("h264");
    assertThat(format.width()).isEqualTo(86);
    assertThat(format.height()).isEqualTo(74);
    assertThat(format.timescale()).isEqualTo(12_800);
  }

  @Test
  void assemble_rateAndTimescaleAsked_areUsedWithoutDrift() throws Exception {
    AssemblerOptions options =
        AssemblerOptions.builder().frameRate(new FrameRate(30, 1)).timescale(1000).build();
    List<Frame> frames = Streams.assemble(Streams.bytes("baseline.h264"), options);
    assertThat(frames.get(1).decodeTime()).isEqualTo(33);
    assertThat(frames.get(3).decodeTime()).isEqualTo(100);
    assertThat(frames.get(18).compositionTime()).isEqualTo(600);
    assertThat(frames.get(2).duration()).isEqualTo(34);
  }

  @Test
  void assemble_timescaleTooCoarse_isABadRequest() {
    AssemblerOptions options = AssemblerOptions.builder().timescale(10).build();
    assertThatThrownBy(() -> Streams.assemble(Streams.bytes("baseline.h264"), options))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST));
  }

  @Test
  void assemble_sizeChangesAndDeeperReordering_keepsTheRules() throws Exception {
    byte[] stream = joined(Streams.bytes("baseline.h264"), Streams.bytes("pyramid.h264"));
    List<Frame> frames = Streams.assemble(stream);
    assertThat(frames).hasSize(50);
    List<Row> second = Streams.table("pyramid");
    for (int i = 0; i < 30; i++) {
      Frame frame = frames.get(20 + i);
      assertThat(frame.compositionTime()).isEqualTo((20 + second.get(i).pts()) * STEP);
      assertThat(frame.decodeTime()).isLessThanOrEqualTo(frame.compositionTime());
      assertThat(frame.decodeTime()).isGreaterThan(frames.get(19 + i).decodeTime());
    }
  }

  @Test
  void assemble_framesBeforeParameterSets_areLeftOutAndReported() throws Exception {
    byte[] stream = Streams.bytes("bframes.h264");
    List<Frame> frames = Streams.assemble(stream);
    int cut = frames.subList(0, 4).stream().mapToInt(Frame::size).sum();
    byte[] late = Arrays.copyOfRange(stream, cut, stream.length);
    List<Frame> rest = new ArrayList<>();
    List<String> events = new ArrayList<>();
    Assembler.Receiver receiver =
        new Assembler.Receiver() {
          @Override
          public void frame(Frame frame) {
            rest.add(frame.keep());
          }

          @Override
          public void event(MediaEvent event) {
            // In front of the first frame, so that whoever reads along knows in time.
            assertThat(rest).isEmpty();
            events.add(event.toString());
          }
        };
    ByteBuffer window = ByteBuffer.wrap(joined("junk".getBytes(US_ASCII), late));
    Assembler assembler = new H264Assembler(AssemblerOptions.builder().build());
    assembler.assemble(window, receiver);
    assembler.finish(window, receiver);

    assertThat(rest).hasSize(18);
    assertThat(rest.get(0).sync()).isTrue();
    int leftOut =
        Streams.units(frames.subList(4, frames.size())).size() - Streams.units(rest).size();
    assertThat(events)
        .containsExactly(
            "INPUT_SKIPPED on track 1: 4 bytes before the first start code are left out",
            "INPUT_SKIPPED on track 1: "
                + leftOut
                + " NAL units in front of the first parameter sets can't be decoded"
                + " and are left out");
  }

  @Test
  void assemble_unitsBehindTheLastPicture_areAFrameOfTheirOwn() throws Exception {
    byte[] stream = Streams.bytes("gray.h264");
    String sps = Streams.units(ByteBuffer.wrap(stream)).get(0);
    byte[] tail = HexFormat.of().parseHex("00000001" + sps + "0000010a" + "000001");
    List<Frame> frames = Streams.assemble(joined(stream, tail));
    assertThat(frames).hasSize(9);
    assertThat(Streams.units(frames.get(8).payload())).containsExactly(sps, "0a");
    assertThat(frames.get(8).decodeTime()).isGreaterThan(frames.get(7).decodeTime());
  }

  @Test
  void assemble_unknownUnits_stayInPlace() throws Exception {
    byte[] stream = Streams.bytes("gray.h264");
    List<String> units = new ArrayList<>(Streams.units(ByteBuffer.wrap(stream)));
    int frames = Streams.assemble(stream).size();
    // One of every other type behind each slice, and of those that go in front, in front.
    List<String> more = new ArrayList<>();
    for (String unit : units) {
      boolean slice = (Integer.parseInt(unit.substring(0, 2), 16) & 0x1F) % 4 == 1;
      if (slice) {
        more.addAll(List.of("0e80", "0f80", "1080", "1180", "1280"));
      }
      more.add(unit);
      if (slice) {
        more.addAll(List.of("0c80", "1380", "1480", "1580", "1680", "1780", "1880", "1f80"));
      }
    }
    List<Frame> result = Streams.assemble(annexB(more));
    assertThat(Streams.units(result)).isEqualTo(more);
    assertThat(result).hasSize(frames);
    assertThat(Streams.units(result.get(2).payload()).get(0)).isEqualTo("0e80");
  }

  @Test
  void finish_notAStream_isMalformed() {
    for (byte[] bytes : new byte[][] {new byte[100], "no stream at all".getBytes(), {0, 0, 1, 9}}) {
      assertThatThrownBy(() -> Streams.assemble(bytes))
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
    }
  }

  @Test
  void finish_nothing_deliversNothing() throws Exception {
    assertThat(Streams.assemble(new byte[0])).isEmpty();
  }

  @Test
  void assemble_damagedStreams_throwNothingButMediaException() {
    Random random = new Random(5);
    byte[] good = Streams.bytes("audsei.h264");
    int whole = 0;
    for (int round = 0; round < 400; round++) {
      byte[] bad = good.clone();
      for (int i = random.nextInt(60); i >= 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(round % 3 == 0 ? 2 : 256);
      }
      byte[] cut = Arrays.copyOf(bad, random.nextInt(bad.length));
      try {
        List<Frame> frames = Streams.assembleInPieces(cut, 512);
        for (int i = 1; i < frames.size(); i++) {
          assertThat(frames.get(i).decodeTime()).isGreaterThan(frames.get(i - 1).decodeTime());
          assertThat(frames.get(i).compositionTime())
              .isGreaterThanOrEqualTo(frames.get(i).decodeTime());
        }
        whole++;
      } catch (MediaException e) {
        assertThat(e.code()).isIn(Code.MALFORMED, Code.TRUNCATED);
      }
    }
    assertThat(whole).isGreaterThan(100);
  }

  private static byte[] annexB(List<String> units) {
    StringBuilder text = new StringBuilder();
    units.forEach(unit -> text.append("00000001").append(unit));
    return HexFormat.of().parseHex(text);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
