package io.boxwire.codec.opus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.fixtures.AssembledAudio;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpusAssemblerTest {
  private final OpusAssembler assembler = assembler();

  private static OpusAssembler assembler() {
    return new OpusAssembler(AssemblerOptions.builder().build());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 27, 100, 999, 1 << 20})
  void assemble_wholePages_givesPacketsWhateverTheWindow(int step) throws MediaException {
    OggStream stream = OggStream.mono();
    List<byte[]> packets = new ArrayList<>();
    for (int page = 0; page < 4; page++) {
      byte[][] three = new byte[3][];
      for (int i = 0; i < 3; i++) {
        three[i] = OggStream.packet(100 + 155 * i, page);
        packets.add(three[i]);
      }
      stream.page(page == 3 ? OggStream.LAST : 0, 2880L * (page + 1), three);
    }
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), step);
    assertThat(frames.payloads()).containsExactlyElementsOf(packets);
    assertThat(frames.times()).startsWith(0L, 960L, 1920L).hasSize(12).endsWith(11 * 960L);
    assertThat(frames.durations()).containsOnly(960L);
    assertThat(frames.events()).isEmpty();
    TrackFormat format = assembler.format().orElseThrow();
    assertThat(format.timescale()).isEqualTo(48000);
    assertThat(format.decoderSetup().priming()).isEqualTo(312);
    assertThat(format.decoderSetup().configuration())
        .isEqualTo(ByteBuffer.wrap(OggStream.head(1, 0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 65025, 65026, 200_000})
  void assemble_packetOverSeveralPages_isPutTogether(int size) throws MediaException {
    byte[] packet = OggStream.packet(size, 1);
    OggStream stream = OggStream.mono();
    int at = 0;
    boolean first = true;
    int full = 100 * 255;
    for (; size - at >= full; at += full) {
      stream.fullPage(first ? 0 : OggStream.CONTINUED, Arrays.copyOfRange(packet, at, at + full));
      first = false;
    }
    byte[] rest = Arrays.copyOfRange(packet, at, size);
    byte[] next = OggStream.packet(9, 2);
    stream.page(first ? 0 : OggStream.CONTINUED, 1920, rest, next);
    for (int step : new int[] {777, 1 << 20}) {
      AssembledAudio frames = AssembledAudio.of(assembler(), stream.toBytes(), step);
      assertThat(frames.payloads()).containsExactly(packet, next);
      assertThat(frames.times()).containsExactly(0L, 960L);
      assertThat(frames.events()).isEmpty();
    }
  }

  @Test
  void assemble_packetLargerThanAny_isRefusedButCommentsAreNot() throws MediaException {
    byte[] full = new byte[255 * 255];
    OggStream endless = OggStream.mono().fullPage(0, full);
    OggStream cover = new OggStream().head(OggStream.head(1, 0));
    byte[] tags = Arrays.copyOf(OggStream.tags(1), full.length);
    cover.fullPage(0, tags);
    for (int i = 0; i < 20; i++) {
      endless.fullPage(OggStream.CONTINUED, full);
      cover.fullPage(OggStream.CONTINUED, full);
    }
    assertThatThrownBy(() -> AssembledAudio.of(assembler(), endless.toBytes(), 1 << 20))
        .hasMessageContaining("more than 1048576 bytes");
    cover.page(OggStream.CONTINUED, 0, new byte[5]).page(0, 960, OggStream.packet(5, 0));
    AssembledAudio frames = AssembledAudio.of(assembler, cover.toBytes(), 1 << 16);
    assertThat(frames.payloads()).hasSize(1);
    assertThat(frames.events()).containsExactly("comments are left out: 1");
  }

  @Test
  void assemble_lastGranuleWithinAPacket_shortensIt() throws MediaException {
    byte[] packet = OggStream.packet(10, 0);
    OggStream stream = OggStream.mono().page(0, 1920, packet, packet);
    stream.page(OggStream.LAST, 1920 + 960 + 100, packet, packet, packet);
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), 50);
    assertThat(frames.durations()).containsExactly(960L, 960L, 960L, 100L);
    assertThat(frames.events())
        .containsExactly("1 packets behind the end of the stream are left out");
  }

  @Test
  void assemble_onlyPage_mayEndEarlyAndBeginLate() throws MediaException {
    byte[] packet = OggStream.packet(10, 0);
    byte[] early = OggStream.mono().page(OggStream.LAST, 1000, packet, packet).toBytes();
    assertThat(AssembledAudio.of(assembler(), early, 1 << 20).durations())
        .containsExactly(960L, 40L);
    byte[] late = OggStream.mono().page(0, 480_000, packet).page(0, 480_960, packet).toBytes();
    assertThat(AssembledAudio.of(assembler(), late, 1 << 20).times()).containsExactly(0L, 960L);
  }

  @Test
  void assemble_missingPage_isAGapOfItsLength() throws MediaException {
    byte[] packet = OggStream.packet(10, 0);
    OggStream stream = OggStream.mono().page(0, 960, packet).skipPage();
    stream.page(0, 960 + 2 * 960 + 960, packet);
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), 1 << 20);
    assertThat(frames.times()).containsExactly(0L, 2880L);
    assertThat(frames.events()).hasSize(1).first().asString().contains("page 4", "page 3 is due");
  }

  @Test
  void assemble_granuleThatCanNotBe_isNotFollowed() throws MediaException {
    byte[] packet = OggStream.packet(10, 0);
    OggStream stream = OggStream.mono().page(0, 960, packet).page(0, Long.MAX_VALUE, packet);
    stream.page(0, -1, packet).page(0, 100, packet);
    assertThat(AssembledAudio.of(assembler, stream.toBytes(), 1 << 20).times())
        .containsExactly(0L, 960L, 1920L, 2880L);
  }

  @Test
  void assemble_missingBeginningOrEndOfAPacket_isToldAndLeftOut() throws MediaException {
    byte[] full = new byte[255];
    byte[] packet = OggStream.packet(10, 0);
    OggStream stream = OggStream.mono().fullPage(0, full).skipPage();
    stream.page(OggStream.CONTINUED, 960, new byte[7], packet);
    stream.fullPage(0, full).page(0, 1920, packet).fullPage(0, full);
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), 1 << 20);
    assertThat(frames.payloads()).containsExactly(packet, packet);
    assertThat(frames.events()).hasSize(5);
    assertThat(frames.events().get(0)).contains("a page is missing within a packet", "255 bytes");
    assertThat(frames.events().get(1)).contains("page 4", "page 3 is due");
    assertThat(frames.events().get(2)).contains("7 bytes").contains("whose beginning is missing");
    assertThat(frames.events().get(3)).contains("no page goes on with a packet", "255 bytes");
    assertThat(frames.events().get(4)).contains("the stream ends within a packet", "255 bytes");
  }

  @Test
  void assemble_damagedPage_isNamedByPlaceAndLength() throws MediaException {
    byte[] packet = OggStream.packet(100, 0);
    OggStream stream = OggStream.mono();
    for (int i = 1; i <= 4; i++) {
      stream.page(0, 960L * i, packet);
    }
    byte[] bytes = stream.toBytes();
    int start = stream.starts().get(3);
    bytes[start + 60] ^= 1;
    AssembledAudio frames = AssembledAudio.of(assembler, bytes, 64);
    assertThat(frames.times()).containsExactly(0L, 1920L, 2880L);
    assertThat(frames.events())
        .hasSize(2)
        .contains("128 bytes at offset " + start + " belong to no whole Ogg page and are left out");
  }

  @Test
  void assemble_otherStreams_areToldOnceAndLeftOut() throws MediaException {
    byte[] vorbis = {1, 'v', 'o', 'r', 'b', 'i', 's'};
    byte[] packet = OggStream.packet(10, 0);
    OggStream stream = new OggStream();
    stream.page(OggStream.FIRST, 0, 0xabcd, 0, new byte[] {7}, vorbis);
    stream.head(OggStream.head(2, 0));
    stream.page(OggStream.FIRST, 0, 0xef, 0, new byte[] {19}, OggStream.head(1, 0));
    stream.tags().page(0, 960, packet);
    stream.page(0, 5, 0xabcd, 1, new byte[] {7}, vorbis);
    stream.page(0, 5, 0xef, 1, new byte[] {7}, vorbis);
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), 1 << 20);
    assertThat(frames.payloads()).containsExactly(packet);
    assertThat(assembler.format().orElseThrow().channels()).isEqualTo(2);
    assertThat(frames.events())
        .containsExactly(
            "the stream abcd beside the first Opus one is left out",
            "the stream ef beside the first Opus one is left out");
  }

  @Test
  void assemble_chainedStream_isUnsupportedBehindTheFirst() {
    byte[] packet = OggStream.packet(10, 0);
    byte[] stream =
        OggStream.mono()
            .page(OggStream.LAST, 960, packet)
            .bytes(OggStream.mono().page(OggStream.LAST, 960, packet).toBytes())
            .toBytes();
    AssembledAudio frames = new AssembledAudio();
    assertThatThrownBy(() -> assembler.finish(ByteBuffer.wrap(stream), frames))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.UNSUPPORTED))
        .hasMessageContaining("chained");
    assertThat(frames.payloads()).hasSize(1);
  }

  @Test
  void finish_withoutOpus_isMalformed() {
    for (byte[] stream : List.of(new byte[0], new byte[1000])) {
      assertThatThrownBy(() -> AssembledAudio.of(assembler(), stream, 100))
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
    }
  }

  @Test
  void assemble_badPacket_isLeftOutAndTold() throws MediaException {
    byte[] packet = OggStream.packet(10, 0);
    OggStream stream = OggStream.mono().page(0, 1920, packet, new byte[0], packet, new byte[] {3});
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), 1 << 20);
    assertThat(frames.payloads()).containsExactly(packet, packet);
    assertThat(frames.events()).hasSize(2);
  }

  @Test
  void assemble_truncatedAtEveryByte_givesWholePagesAndTellsTheRest() throws MediaException {
    OggStream stream = OggStream.mono();
    for (int i = 1; i <= 3; i++) {
      stream.page(0, 960L * i, OggStream.packet(40, i));
    }
    byte[] bytes = stream.toBytes();
    int headers = stream.starts().get(2);
    for (int length = stream.starts().get(1); length <= bytes.length; length++) {
      AssembledAudio frames = AssembledAudio.of(assembler(), Arrays.copyOf(bytes, length), 30);
      int whole = Math.max(0, (length - headers) / 68);
      boolean cut = length != headers + 68 * whole && length != stream.starts().get(1);
      assertThat(frames.payloads()).as("%d bytes", length).hasSize(whole);
      assertThat(frames.events()).as("%d bytes", length).hasSize(cut ? 1 : 0);
    }
  }

  @Test
  void assemble_flippedBytes_givesNoChangedPacket() throws MediaException {
    Random random = new Random(6);
    int lost = 0;
    for (int run = 0; run < 3000; run++) {
      OggStream stream = OggStream.mono();
      List<byte[]> packets = new ArrayList<>();
      for (int i = 1; i <= 8; i++) {
        byte[] packet = OggStream.packet(20 + random.nextInt(300), i);
        packets.add(packet);
        stream.page(0, 960L * i, packet);
      }
      byte[] bytes = stream.toBytes();
      // The beginning is left as it is: without it there is no stream.
      int from = stream.starts().get(1);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[from + random.nextInt(bytes.length - from)] ^= (byte) (1 << random.nextInt(8));
      }
      AssembledAudio frames = AssembledAudio.of(assembler(), bytes, 1 + random.nextInt(400));
      assertThat(packets).as("run %d", run).containsAll(frames.payloads());
      assertThat(frames.payloads().size()).isGreaterThanOrEqualTo(5);
      assertThat(frames.events()).isNotEmpty();
      lost += packets.size() - frames.payloads().size();
    }
    assertThat(lost).isBetween(3000, 9000);
  }
}
