package io.boxwire.repair.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Repairer;
import io.boxwire.api.SampleEntry;
import io.boxwire.box.ByteSource;
import io.boxwire.demuxer.internal.Mp4DemuxerFactory;
import io.boxwire.muxer.internal.Mp4MuxerFactory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told apart in media data without an index. */
class SalvageTest {
  private static final int BLOCK = 160;

  @TempDir Path folder;

  /** NAL units and blocks as they were found: a letter, and how many bytes. */
  private static List<String> scan(byte[] media, int block) throws Exception {
    List<String> found = new ArrayList<>();
    MediaBytes bytes = new MediaBytes(ByteSource.of(ByteBuffer.wrap(media)), 0, media.length);
    NalPlausibility rules = NalPlausibility.of(Nal.entry()).orElseThrow();
    new MediaScan(bytes, rules, 4, block)
        .run(
            new MediaScan.Sink() {
              @Override
              public void unit(long position, ByteBuffer unit) {
                found.add("unit " + position + "+" + unit.remaining());
              }

              @Override
              public void between(long from, long to, boolean unitFollows, boolean zeros) {
                found.add((zeros ? "zeros " : "bytes ") + from + "+" + (to - from));
              }
            });
    return found;
  }

  @Test
  void scan_unitsWithBlocksBetween_areToldApart() throws Exception {
    Nal media = new Nal().sets().slice(3000).sound(3 * BLOCK).slice(700).slice(50).sound(BLOCK);
    assertThat(scan(media.bytes(), BLOCK))
        .containsExactly(
            "unit 0+4",
            "unit 8+3",
            "unit 15+3000",
            "bytes 3019+480",
            "unit 3499+700",
            "unit 4203+50",
            "bytes 4257+160");
  }

  @Test
  void scan_soundOfNoWholeBlocks_endsWhereAUnitBegins() throws Exception {
    Nal media = new Nal().sets().slice(300).sound(BLOCK + 7).slice(300);
    assertThat(scan(media.bytes(), BLOCK)).endsWith("unit 15+300", "bytes 319+167", "unit 486+300");
  }

  @Test
  void scan_lostBlock_isFoundAsZeros() throws Exception {
    byte[] bytes = new Nal().sets().slice(300).zeros(4096).slice(300).bytes();
    assertThat(scan(bytes, BLOCK)).endsWith("zeros 319+4096", "unit 4415+300");
  }

  @Test
  void scan_unitThatTheEndCuts_isNone() throws Exception {
    byte[] bytes = new Nal().sets().slice(300).slice(300).bytes();
    assertThat(scan(Arrays.copyOf(bytes, bytes.length - 1), BLOCK)).endsWith("bytes 319+303");
  }

  @Test
  void scan_sliceOfAnUnknownParameterSet_isNone() throws Exception {
    byte[] bytes = new Nal().slice(300).bytes();
    assertThat(scan(bytes, BLOCK)).containsExactly("bytes 0+304");
  }

  /** Everything could begin a long NAL unit: that must not be searched again and again. */
  @Test
  @Timeout(20)
  void scan_bytesThatLookLikeUnitsEverywhere_takeNoQuadraticTime() throws Exception {
    byte[] sets = new Nal().sets().bytes();
    byte[] bytes = Arrays.copyOf(sets, 4 << 20);
    byte[] pattern = {0, 1, 1, 0x65, (byte) 0xb8};
    for (int i = sets.length; i < bytes.length - 3; i++) {
      bytes[i] = pattern[(i - sets.length) % pattern.length];
    }
    assertThat(scan(bytes, BLOCK)).isNotEmpty();
  }

  @Test
  void repair_noIndexAndNoReference_saysWhatItNeedsAndTouchesNothing() throws Exception {
    byte[] media = new Nal().sets().slice(300).bytes();
    ByteBuffer file = ByteBuffer.allocate(8 + media.length);
    file.putInt(0).put("mdat".getBytes(StandardCharsets.ISO_8859_1)).put(media);
    Path killed = Files.write(folder.resolve("killed.mp4"), file.array());
    Repairer repairer =
        new Mp4Repairer().using(new Mp4MuxerFactory(), new Mp4DemuxerFactory(), List.of());
    assertThatThrownBy(() -> repairer.repair(RepairRequest.of(killed)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("a whole recording of the same camera");
    assertThat(Files.readAllBytes(killed)).isEqualTo(file.array());
  }

  /** Writes H.264 NAL units behind their lengths, and what may lie between. */
  private static final class Nal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Random random = new Random(7);

    static SampleEntry entry() {
      ConfigurationBox avcC =
          ConfigurationBox.of(
              "avcC", ByteBuffer.wrap(new byte[] {1, 66, 0, 30, (byte) 0xff, (byte) 0xe0, 0}));
      return SampleEntry.of("avc1", ByteBuffer.allocate(8)).boxes(List.of(avcC)).build();
    }

    /** A sequence and a picture parameter set, of number 0. */
    Nal sets() {
      unit(new byte[] {0x67, 66, 0x40, 30});
      return unit(new byte[] {0x68, (byte) 0xce, 0x3c});
    }

    /** A slice that begins a picture and refers to parameter set 0. */
    Nal slice(int size) {
      byte[] unit = new byte[size];
      random.nextBytes(unit);
      for (int i = 0; i < size; i++) {
        unit[i] |= 4;
      }
      unit[0] = 0x65;
      // first_mb 0, slice type 7, parameter set 0: 1 0001000 1
      unit[1] = (byte) 0x88;
      unit[2] = (byte) 0x84;
      return unit(unit);
    }

    private Nal unit(byte[] bytes) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      out.writeBytes(bytes);
      return this;
    }

    Nal sound(int size) {
      for (int i = 0; i < size; i++) {
        out.write(0x80 | random.nextInt(128));
      }
      return this;
    }

    Nal zeros(int size) {
      out.writeBytes(new byte[size]);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
