package io.boxwire.codec.aac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.fixtures.AssembledAudio;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AacAssemblerTest {
  private static final int HZ_48000 = 3;
  private static final int HZ_44100 = 4;

  private final AacAssembler assembler = new AacAssembler(AssemblerOptions.builder().build());

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 10, 64, 333, 1 << 20})
  void assemble_wholeFrames_areCutWhateverTheWindow(int step) throws MediaException {
    AdtsStream stream = new AdtsStream();
    for (int i = 0; i < 20; i++) {
      stream.frame(HZ_44100, 2, 100 + 7 * i);
    }
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), step);
    assertThat(frames.payloads()).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(frames.payloads().get(i)).isEqualTo(frame(stream, i, 107 + 7 * i));
      assertThat(frames.times().get(i)).isEqualTo(1024L * i);
    }
    assertThat(frames.durations()).containsOnly(1024L);
    assertThat(frames.events()).isEmpty();
    assertThat(assembler.format().orElseThrow())
        .matches(f -> f.timescale() == 44100 && f.channels() == 2 && f.sampleRate() == 44100);
  }

  @Test
  void assemble_nothing_givesNothing() throws MediaException {
    AssembledAudio frames = AssembledAudio.of(assembler, new byte[0], 1);
    assertThat(frames.payloads()).isEmpty();
    assertThat(frames.events()).isEmpty();
    assertThat(assembler.format()).isEmpty();
  }

  @Test
  void assemble_onlyFrame_isTaken() throws MediaException {
    byte[] stream = new AdtsStream().frame(HZ_48000, 1, 30).toBytes();
    assertThat(AssembledAudio.of(assembler, stream, 5).payloads()).containsExactly(stream);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 1 << 20})
  void assemble_garbageBetweenFrames_isNamedByPlaceAndLength(int step) throws MediaException {
    AdtsStream stream = new AdtsStream().bytes(1, 2, 0xff, 0xf1, 3);
    stream.frame(HZ_48000, 2, 40).frame(HZ_48000, 2, 50);
    stream.bytes(0xff, 0xff, 0xf1, 9, 9, 9).frame(HZ_48000, 2, 60).frame(HZ_48000, 2, 70);
    stream.bytes(7, 7, 7);
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), step);
    assertThat(frames.payloads()).extracting(p -> p.length).containsExactly(47, 57, 67, 77);
    assertThat(frames.times()).containsExactly(0L, 1024L, 2048L, 3072L);
    assertThat(frames.events())
        .containsExactly(
            "5 bytes at offset 0 belong to no ADTS frame and are left out",
            "6 bytes at offset 109 belong to no ADTS frame and are left out",
            "3 bytes at offset 259 belong to no ADTS frame and are left out");
  }

  @Test
  void assemble_frameWithADamagedLength_losesItAlone() throws MediaException {
    AdtsStream stream = new AdtsStream();
    for (int i = 0; i < 6; i++) {
      stream.frame(HZ_48000, 2, 200);
    }
    byte[] bytes = stream.toBytes();
    bytes[stream.starts().get(2) + 4] ^= 0x40; // 512 bytes more
    AssembledAudio frames = AssembledAudio.of(assembler, bytes, 1 << 20);
    assertThat(frames.payloads()).hasSize(5);
    assertThat(frames.events())
        .containsExactly("207 bytes at offset 414 belong to no ADTS frame and are left out");
  }

  @Test
  void assemble_id3Tags_areLeftOutByName() throws MediaException {
    byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0, 0x02, 0x0a};
    byte[] body = new byte[0x10a];
    Arrays.fill(body, (byte) 0xff);
    byte[] old = Arrays.copyOf("TAG".getBytes(), 128);
    AdtsStream stream = new AdtsStream().bytes(tag).bytes(body);
    stream.frame(HZ_48000, 2, 40).bytes(tag).bytes(body).frame(HZ_48000, 2, 41).bytes(old);
    for (int step : new int[] {1, 50, 4096}) {
      AssembledAudio frames =
          AssembledAudio.of(
              new AacAssembler(AssemblerOptions.builder().build()), stream.toBytes(), step);
      assertThat(frames.payloads()).extracting(p -> p.length).containsExactly(47, 48);
      assertThat(frames.events())
          .containsExactly(
              "an ID3 tag of 276 bytes at offset 0 is left out",
              "an ID3 tag of 276 bytes at offset 323 is left out",
              "an ID3 tag of 128 bytes at offset 647 is left out");
    }
  }

  @Test
  void finish_withinATag_saysHowMuchIsMissing() throws MediaException {
    byte[] stream = {'I', 'D', '3', 4, 0, 0, 0, 0, 0x02, 0x0a, 1, 2, 3};
    assertThat(AssembledAudio.of(assembler, stream, 4).events())
        .containsExactly(
            "an ID3 tag of 276 bytes at offset 0 is left out",
            "the stream ends 263 bytes before the end of an ID3 tag");
  }

  @Test
  void assemble_changeOfRate_keepsTimesInTicksOfTheFirst() throws MediaException {
    AdtsStream stream = new AdtsStream().frame(HZ_48000, 2, 40).frame(HZ_48000, 2, 40);
    stream.frame(6, 1, 30).frame(6, 1, 30).frame(6, 1, 30);
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), 16);
    assertThat(frames.times()).containsExactly(0L, 1024L, 2048L, 4096L, 6144L);
    assertThat(frames.durations()).containsExactly(1024L, 1024L, 2048L, 2048L, 2048L);
    assertThat(frames.events()).isEmpty();
  }

  @Test
  void assemble_otherTimescale_addsUpNoError() throws MediaException {
    AdtsStream stream = new AdtsStream();
    for (int i = 0; i < 441; i++) {
      stream.frame(HZ_44100, 1, 10);
    }
    AacAssembler millis = new AacAssembler(AssemblerOptions.builder().timescale(1000).build());
    AssembledAudio frames = AssembledAudio.of(millis, stream.toBytes(), 1 << 20);
    assertThat(frames.times().get(440)).isEqualTo(440L * 1024 * 1000 / 44100);
    assertThat(frames.durations()).containsOnly(23L, 24L);
    assertThat(frames.durations().stream().mapToLong(d -> d).sum()).isEqualTo(10240);
  }

  @Test
  void assemble_checksumAndSeveralBlocks_isSplitWhereTheHeaderSays() throws MediaException {
    byte[] first = AdtsStream.payload(30);
    byte[] second = AdtsStream.payload(20);
    // Two places told would be one too many: only that of the second block is.
    int length = 7 + 2 + 2 + first.length + 2 + second.length + 2;
    AdtsStream stream =
        new AdtsStream()
            .bytes(AdtsStream.header(2, HZ_48000, 2, false, length, 2))
            .bytes(0, first.length + 2, 0xab, 0xcd)
            .bytes(first)
            .bytes(1, 1)
            .bytes(second)
            .bytes(2, 2);
    AssembledAudio frames = AssembledAudio.of(assembler, stream.toBytes(), 1 << 20);
    assertThat(frames.payloads())
        .containsExactly(
            new AdtsStream().frame(HZ_48000, 2, 30).toBytes(),
            new AdtsStream().frame(HZ_48000, 2, 20).toBytes());
    assertThat(frames.times()).containsExactly(0L, 1024L);
  }

  @Test
  void assemble_placeOfABlockBeyondTheFrame_isMalformed() {
    byte[] stream =
        new AdtsStream()
            .bytes(AdtsStream.header(2, HZ_48000, 2, false, 40, 2))
            .bytes(0, 200)
            .bytes(new byte[31])
            .toBytes();
    assertFails(stream, Code.MALFORMED);
  }

  @Test
  void assemble_severalBlocksWithoutPlaces_isUnsupported() {
    byte[] stream =
        new AdtsStream()
            .bytes(AdtsStream.header(2, HZ_48000, 2, true, 40, 3))
            .bytes(new byte[33])
            .toBytes();
    assertFails(stream, Code.UNSUPPORTED);
  }

  @Test
  void assemble_channelsByProgramConfigElement_isUnsupported() {
    assertFails(new AdtsStream().frame(HZ_48000, 0, 20).toBytes(), Code.UNSUPPORTED);
  }

  @Test
  void assemble_truncatedAtEveryByte_givesWholeFramesAndNamesTheRest() throws MediaException {
    AdtsStream stream = new AdtsStream();
    for (int i = 0; i < 5; i++) {
      stream.frame(HZ_48000, 2, 60);
    }
    byte[] bytes = stream.toBytes();
    for (int length = 0; length <= bytes.length; length++) {
      AssembledAudio frames =
          AssembledAudio.of(
              new AacAssembler(AssemblerOptions.builder().build()),
              Arrays.copyOf(bytes, length),
              50);
      int whole = length / 67;
      boolean rest = length % 67 != 0;
      assertThat(frames.payloads()).as("%d bytes", length).hasSize(whole);
      assertThat(frames.events()).as("%d bytes", length).hasSize(rest ? 1 : 0);
    }
  }

  @Test
  void assemble_flippedBytes_accountsForEveryByte() throws MediaException {
    Random random = new Random(4);
    int refused = 0;
    int told = 0;
    for (int run = 0; run < 4000; run++) {
      AdtsStream stream = new AdtsStream();
      for (int i = 0; i < 12; i++) {
        stream.frame(HZ_48000, 2, 30 + random.nextInt(40));
      }
      byte[] bytes = stream.toBytes();
      for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      AacAssembler fresh = new AacAssembler(AssemblerOptions.builder().build());
      try {
        AssembledAudio frames = AssembledAudio.of(fresh, bytes, 1 + random.nextInt(200));
        long kept = frames.payloads().stream().mapToLong(p -> p.length).sum();
        assertThat(kept + skipped(frames.events())).as("run %d", run).isEqualTo(bytes.length);
        told += frames.events().size();
      } catch (MediaException e) {
        assertThat(e.code()).isIn(Code.UNSUPPORTED, Code.MALFORMED);
        refused++;
      }
    }
    assertThat(told).isPositive();
    assertThat(refused).isLessThan(1000);
  }

  private static long skipped(List<String> events) {
    long bytes = 0;
    for (String event : events) {
      String count = event.replaceFirst(".*?(\\d+) bytes at.*", "$1");
      bytes += Long.parseLong(count);
    }
    return bytes;
  }

  private static byte[] frame(AdtsStream stream, int index, int length) {
    int start = stream.starts().get(index);
    return Arrays.copyOfRange(stream.toBytes(), start, start + length);
  }

  private void assertFails(byte[] stream, Code code) {
    assertThatThrownBy(() -> AssembledAudio.of(assembler, stream, 1 << 20))
        .asInstanceOf(type(MediaException.class))
        .extracting(MediaException::code)
        .isEqualTo(code);
  }
}
