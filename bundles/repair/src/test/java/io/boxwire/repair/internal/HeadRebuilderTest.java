package io.boxwire.repair.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairReport.Outcome;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Repairer;
import io.boxwire.box.BoxHeader;
import io.boxwire.demuxer.internal.Mp4DemuxerFactory;
import io.boxwire.muxer.internal.Mp4MuxerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes of recordings whose first block was under write as they were closed. */
class HeadRebuilderTest {
  private static final int PICTURES = 130;

  @TempDir Path folder;

  private final Repairer repairer =
      new Mp4Repairer().using(new Mp4MuxerFactory(), new Mp4DemuxerFactory(), List.of());

  private Path file(String name, byte[] content) throws Exception {
    return Files.write(folder.resolve(name), content);
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void repair_firstBlockLostWhileClosing_isWrittenAnew(Layout layout) throws Exception {
    MuxerOptions options = MuxerOptions.builder().layout(layout).fragmentAlignment(4096).build();
    Path file = Recordings.closed(folder.resolve("lost.mp4"), options, PICTURES);
    byte[] closed = Recordings.read(file);
    byte[] lost = closed.clone();
    Arrays.fill(lost, 0, 4096, (byte) 0);
    Files.write(file, lost);
    RepairReport report = repairer.repair(RepairRequest.of(file));
    assertThat(report.outcome()).isEqualTo(Outcome.FINALISED);
    assertThat(report.remarks().toString()).contains("were lost and are written anew");
    byte[] rebuilt = Recordings.read(file);
    if (layout == Layout.FRAGMENTED) {
      assertSame(rebuilt, closed);
    }
    assertThat(Recordings.boxes(rebuilt).stream().map(b -> b.type().toString()))
        .startsWith("ftyp", layout == Layout.HYBRID ? "mdat" : "moov");
    assertThat(report.samples()).containsEntry(1, (long) PICTURES);
    assertThat(repairer.repair(RepairRequest.of(file)).outcome()).isEqualTo(Outcome.WHOLE);
  }

  private static MuxerOptions ownBlocks() {
    return MuxerOptions.builder().layout(Layout.FRAGMENTED).fragmentAlignment(4096).build();
  }

  /** The first block is under write as closing writes the duration: any byte of it may change. */
  @Test
  void repair_anyByteOfTheHeadDestroyedWhileClosing_isWrittenAnew() throws Exception {
    Path file = Recordings.closed(folder.resolve("c.mp4"), ownBlocks(), PICTURES);
    byte[] closed = Recordings.read(file);
    for (int at = 0; at < 4096; at += at < 1500 ? 3 : 97) {
      byte[] damaged = closed.clone();
      damaged[at] ^= 0x55;
      Files.write(file, damaged);
      RepairReport report = repairer.repair(RepairRequest.of(file));
      assertThat(report.outcome()).as("byte %d", at).isEqualTo(Outcome.FINALISED);
      assertThat(report.samples()).containsEntry(1, (long) PICTURES);
      assertSame(Recordings.read(file), closed);
    }
  }

  /** Any sector of the first block may be as it was before closing wrote the duration. */
  @Test
  void repair_durationNotYetWritten_isWritten() throws Exception {
    Path file = Recordings.closed(folder.resolve("c.mp4"), ownBlocks(), PICTURES);
    byte[] closed = Recordings.read(file);
    byte[] unfinished = closed.clone();
    System.arraycopy(Recordings.growingFragmented(closed), 0, unfinished, 0, 4096);
    assertThat(Arrays.mismatch(unfinished, closed)).isNotNegative();
    Files.write(file, unfinished);
    RepairReport report = repairer.repair(RepairRequest.of(file));
    assertThat(report.outcome()).isEqualTo(Outcome.FINALISED);
    assertThat(report.bytesLost()).isZero();
    assertSame(Recordings.read(file), closed);
    assertThat(repairer.repair(RepairRequest.of(file)).outcome()).isEqualTo(Outcome.WHOLE);
  }

  /** The index was on the storage, and what lies in front of it was not. */
  @Test
  void repair_copyOfTheHeadLostWhileClosing_consistsOfBoxesToItsEnd() throws Exception {
    Path file = Recordings.closed(folder.resolve("c.mp4"), ownBlocks(), PICTURES);
    byte[] closed = Recordings.read(file);
    byte[] lost = closed.clone();
    System.arraycopy(Recordings.growingFragmented(closed), 0, lost, 0, 4096);
    List<BoxHeader> boxes = Recordings.boxes(closed);
    BoxHeader copy = boxes.get(boxes.size() - 2);
    Arrays.fill(lost, (int) copy.position(), (int) copy.end(), (byte) 0);
    Files.write(file, lost);
    assertThat(repairer.repair(RepairRequest.of(file)).outcome()).isEqualTo(Outcome.FINALISED);
    assertSame(Recordings.read(file), closed);
  }

  /** Nothing but its first block was ever written, in part, and what follows is damaged as well. */
  @Test
  void repair_headThatLostItsName_inventsNothing() throws Exception {
    byte[] closed =
        Recordings.read(Recordings.closed(folder.resolve("c.mp4"), ownBlocks(), PICTURES));
    byte[] open = Recordings.growingFragmented(closed);
    BoxHeader moov = Recordings.boxes(open).get(1);
    open[(int) moov.end() - 10] ^= 1;
    open[(int) moov.end() - 30] ^= 1;
    BoxHeader mdat = Recordings.boxes(open).get(4);
    open[(int) mdat.end() - 1] ^= 1;
    Path file = file("nameless.mp4", open);
    assertThatThrownBy(() -> repairer.repair(RepairRequest.of(file)))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.TRUNCATED));
    assertSame(Recordings.read(file), open);
  }

  /** Nothing but its first block was on the storage; an older recording lies behind. */
  @Test
  void repair_endOfAnOlderFile_isNotTakenForItsOwn() throws Exception {
    MuxerOptions.Builder fragmented = MuxerOptions.builder().layout(Layout.FRAGMENTED);
    byte[] older =
        Recordings.read(
            Recordings.closed(
                folder.resolve("older.mp4"),
                fragmented.fragmentAlignment(8192).fileId(new UUID(1, 1)).build(),
                PICTURES));
    byte[] own =
        Recordings.read(
            Recordings.closed(
                folder.resolve("own.mp4"),
                fragmented.fragmentAlignment(4096).fileId(new UUID(2, 2)).build(),
                PICTURES));
    byte[] left = older.clone();
    System.arraycopy(Recordings.growingFragmented(own), 0, left, 0, 4096);
    Path file = file("left.mp4", left);

    assertThatThrownBy(() -> repairer.repair(RepairRequest.of(file)))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.TRUNCATED));
    assertSame(Recordings.read(file), left);
  }

  /** Says where two files differ, instead of showing them. */
  private static void assertSame(byte[] actual, byte[] expected) {
    assertThat(Arrays.mismatch(actual, expected)).as("the first byte that differs").isEqualTo(-1);
  }
}
