package io.boxwire.repair.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Durability;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairReport.Outcome;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Repairer;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MediaDataBox;
import io.boxwire.demuxer.internal.Mp4DemuxerFactory;
import io.boxwire.muxer.internal.Mp4MuxerFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of recordings with fragments that were left open. */
class FinisherTest {
  private static final int PICTURES = 130;

  @TempDir Path folder;

  private final Repairer repairer =
      new Mp4Repairer().using(new Mp4MuxerFactory(), new Mp4DemuxerFactory(), List.of());

  private static MuxerOptions.Builder hybrid() {
    return MuxerOptions.builder().layout(Layout.HYBRID);
  }

  private Path file(String name, byte[] content) throws Exception {
    return Files.write(folder.resolve(name), content);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4096})
  void repair_hybridLeftOpenBehindItsLastFragment_isTheFileThatClosingWouldHaveMade(int alignment)
      throws Exception {
    byte[] closed =
        Recordings.read(
            Recordings.closed(
                folder.resolve("closed.mp4"),
                hybrid().fragmentAlignment(alignment).build(),
                PICTURES));
    byte[] growing = Recordings.growing(closed);
    Path open = file("open.mp4", growing);
    RepairReport report = repairer.repair(RepairRequest.of(open));
    assertThat(report.outcome()).isEqualTo(Outcome.FINALISED);
    assertThat(report.samples()).containsEntry(1, (long) PICTURES).containsEntry(2, 130L);
    assertThat(report.bytesLost()).isZero();
    assertSame(Recordings.read(open), closed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4096})
  void repair_fragmentedLeftOpenBehindItsLastFragment_isTheFileThatClosingWouldHaveMade(
      int alignment) throws Exception {
    MuxerOptions options =
        MuxerOptions.builder().layout(Layout.FRAGMENTED).fragmentAlignment(alignment).build();
    byte[] closed =
        Recordings.read(Recordings.closed(folder.resolve("closed.mp4"), options, PICTURES));
    Path open = file("open.mp4", Recordings.growingFragmented(closed));
    RepairReport report = repairer.repair(RepairRequest.of(open));
    assertThat(report.outcome()).isEqualTo(Outcome.FINALISED);
    assertSame(Recordings.read(open), closed);
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void repair_again_writesNothing(Layout layout) throws Exception {
    Path open = torn(layout, "torn.mp4", 500);
    assertThat(repairer.repair(RepairRequest.of(open)).outcome()).isEqualTo(Outcome.FINALISED);
    byte[] repaired = Recordings.read(open);
    FileTime then = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(open, then);
    RepairReport again = repairer.repair(RepairRequest.of(open));
    assertThat(again.outcome()).isEqualTo(Outcome.WHOLE);
    assertThat(again.samples().values()).allMatch(count -> count > 0);
    assertThat(Files.getLastModifiedTime(open)).isEqualTo(then);
    assertSame(Recordings.read(open), repaired);
  }

  /** A recording whose last fragment lacks bytes at its end. */
  private Path torn(Layout layout, String name, int lacking) throws Exception {
    byte[] closed =
        Recordings.read(
            Recordings.closed(folder.resolve("whole-" + name), MuxerOptions.of(layout), PICTURES));
    byte[] open =
        layout == Layout.HYBRID ? Recordings.growing(closed) : Recordings.growingFragmented(closed);
    return file(name, Arrays.copyOf(open, open.length - lacking));
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void repair_tornInItsLastFragment_keepsAllBytesBeforeItAndSaysWhatIsLost(Layout layout)
      throws Exception {
    Path open = torn(layout, "torn.mp4", 500);
    byte[] before = Recordings.read(open);
    RepairReport report = repairer.repair(RepairRequest.of(open));
    byte[] after = Recordings.read(open);
    long whole = before.length - report.bytesLost();
    assertThat(report.bytesLost()).isPositive();
    assertThat(report.remarks().toString())
        .contains("skipped " + report.bytesLost() + " bytes from offset " + whole);
    assertThat(report.samples().get(1)).isGreaterThan(90).isLessThan(PICTURES);
    // All that was there is there, but for the place that closing overwrites.
    int changed = 0;
    for (int i = 0; i < whole; i++) {
      changed += before[i] == after[i] ? 0 : 1;
    }
    assertThat(changed).isLessThanOrEqualTo(16);
    List<String> types =
        Recordings.boxes(after).stream().map(BoxHeader::type).map(Object::toString).toList();
    assertThat(types)
        .containsExactlyElementsOf(
            layout == Layout.HYBRID ? List.of("ftyp", "mdat", "moov") : fragments(types.size()));
  }

  private static List<String> fragments(int boxes) {
    String[] types = new String[boxes];
    for (int i = 0; i < boxes; i++) {
      types[i] = i % 2 == 0 ? "moof" : "mdat";
    }
    types[0] = "ftyp";
    types[1] = "moov";
    types[boxes - 2] = "free";
    types[boxes - 1] = "mfra";
    return List.of(types);
  }

  @Test
  void repair_toAnotherFile_leavesTheInputAsItWas() throws Exception {
    Path open = torn(Layout.HYBRID, "torn.mp4", 500);
    byte[] before = Recordings.read(open);
    Path out = folder.resolve("out.mp4");
    RepairReport report = repairer.repair(RepairRequest.of(open).to(out));
    assertThat(report.file()).isEqualTo(out);
    assertSame(Recordings.read(open), before);
    repairer.repair(RepairRequest.of(open));
    assertSame(Recordings.read(out), Recordings.read(open));
  }

  @Test
  void repair_withoutAnyWholeFragment_failsAndLeavesTheFileAsItWas() throws Exception {
    byte[] closed =
        Recordings.read(Recordings.closed(folder.resolve("c.mp4"), hybrid().build(), PICTURES));
    byte[] growing = Recordings.growing(closed);
    BoxHeader firstMoof = Recordings.boxes(growing).get(3);
    byte[] cut = Arrays.copyOf(growing, (int) firstMoof.end() + 100);
    Path open = file("open.mp4", cut);
    assertThatThrownBy(() -> repairer.repair(RepairRequest.of(open)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("no fragment of the recording is whole");
    assertSame(Recordings.read(open), cut);
    Path out = folder.resolve("out.mp4");
    assertThatThrownBy(() -> repairer.repair(RepairRequest.of(open).to(out)))
        .isInstanceOf(MediaException.class);
    assertThat(out).doesNotExist();
  }

  @Test
  void repair_fileBeingWritten_isRefused() throws Exception {
    Path open = torn(Layout.HYBRID, "torn.mp4", 500);
    byte[] before = Recordings.read(open);
    try (FileChannel writer = FileChannel.open(open, StandardOpenOption.WRITE)) {
      assertThat(writer.tryLock(Long.MAX_VALUE - 2, 1, false)).isNotNull();
      assertThatThrownBy(() -> repairer.repair(RepairRequest.of(open)))
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.code()).isEqualTo(MediaException.Code.BAD_STATE));
      assertThatThrownBy(
              () -> repairer.repair(RepairRequest.of(open).to(folder.resolve("out.mp4"))))
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.code()).isEqualTo(MediaException.Code.BAD_STATE));
    }
    assertSame(Recordings.read(open), before);
  }

  /** A recording whose fragments prove nothing, without its end, and one of its boxes renamed. */
  private Path broken(String box, int occurrence) throws Exception {
    MuxerOptions options =
        MuxerOptions.builder().layout(Layout.FRAGMENTED).durability(Durability.never()).build();
    byte[] closed = Recordings.read(Recordings.closed(folder.resolve("c.mp4"), options, PICTURES));
    List<BoxHeader> boxes = Recordings.boxes(closed);
    byte[] open = Arrays.copyOf(closed, (int) boxes.get(boxes.size() - 1).position());
    String text = new String(open, StandardCharsets.ISO_8859_1);
    ByteBuffer.wrap(open).putLong(text.indexOf("mehd") + 8, 0);
    int at = 0;
    for (int i = 0; i < occurrence; i++) {
      at = text.indexOf(box, at + 1);
    }
    open[at] = 'x';
    return file("broken.mp4", open);
  }

  @Test
  void repair_brokenFragmentWithoutProof_isHiddenAndWhatIsReportedCanBeRead() throws Exception {
    Path file = broken("tfhd", 4);
    byte[] before = Recordings.read(file);
    List<BoxHeader> fragments =
        Recordings.boxes(before).stream().filter(b -> b.is(ContainerBox.MOOF)).toList();
    RepairReport report = repairer.repair(RepairRequest.of(file));
    assertThat(report.outcome()).isEqualTo(Outcome.FINALISED);
    assertThat(report.remarks())
        .contains(
            "the fragment at offset "
                + fragments.get(1).position()
                + " is broken: all its samples are hidden");
    assertThat(report.samples().get(1)).isEqualTo(105L);
    assertThat(readable(file).counts()).isEqualTo(report.samples());
    assertThat(readable(file).missing()).isEmpty();
    // Four bytes, the duration, and the end are all that was written.
    byte[] after = Recordings.read(file);
    int hidden = (int) fragments.get(1).position();
    assertThat(Arrays.mismatch(before, hidden, hidden + 4, after, hidden, hidden + 4))
        .isEqualTo(-1);
    assertThat(new String(after, hidden + 4, 4, StandardCharsets.ISO_8859_1)).isEqualTo("free");
    assertThat(Arrays.mismatch(before, hidden + 8, before.length, after, hidden + 8, before.length))
        .isEqualTo(-1);
    assertThat(repairer.repair(RepairRequest.of(file)).outcome()).isEqualTo(Outcome.WHOLE);
  }

  private static ReadableSamples readable(Path file) throws Exception {
    return ReadableSamples.of(new Mp4DemuxerFactory(), file);
  }

  @Test
  void repair_fastStartWhoseMediaAreCutOff_isIncompleteAndSaysUpToWhen() throws Exception {
    byte[] closed =
        Recordings.read(
            Recordings.closed(
                folder.resolve("c.mp4"), MuxerOptions.of(Layout.FAST_START), PICTURES));
    byte[] cut = Arrays.copyOf(closed, closed.length / 2);
    Path file = file("cut.mp4", cut);
    RepairReport report = repairer.repair(RepairRequest.of(file));
    assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(report.samples().get(1)).isBetween(20L, 120L);
    assertThat(report.remarks().get(0))
        .matches(
            "track 1: "
                + report.samples().get(1)
                + " of 130 samples can be read, up to [2-3]\\.\\d+ s");
    assertThat(report.samples()).isEqualTo(readable(file).counts());
    assertSame(Recordings.read(file), cut);
  }

  @Test
  void repair_fastStartWithoutAnyOfItsMedia_fails() throws Exception {
    byte[] closed =
        Recordings.read(
            Recordings.closed(
                folder.resolve("c.mp4"), MuxerOptions.of(Layout.FAST_START), PICTURES));
    BoxHeader media =
        Recordings.boxes(closed).stream()
            .filter(b -> b.is(MediaDataBox.TYPE))
            .findFirst()
            .orElseThrow();
    Path file = file("cut.mp4", Arrays.copyOf(closed, (int) media.position() + 8));
    assertThatThrownBy(() -> repairer.repair(RepairRequest.of(file)))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.code()).isEqualTo(MediaException.Code.TRUNCATED));
  }

  @Test
  void repair_recordingWithoutProof_isFinishedUpToItsLastCompleteFragment() throws Exception {
    byte[] closed =
        Recordings.read(
            Recordings.closed(
                folder.resolve("c.mp4"),
                hybrid().durability(Durability.never()).build(),
                PICTURES));
    byte[] growing = Recordings.growing(closed);
    Path open = file("open.mp4", Arrays.copyOf(growing, growing.length - 500));
    RepairReport report = repairer.repair(RepairRequest.of(open));
    assertThat(report.outcome()).isEqualTo(Outcome.FINALISED);
    assertThat(report.samples().get(1)).isEqualTo(125L);
  }

  /**
   * What an interruption at any byte that is written leaves, also where the storage has taken the
   * new length and not the content.
   */
  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void repair_interruptedAnywhere_isCompletedByTheNext(Layout layout) throws Exception {
    Path open = torn(layout, "torn.mp4", 500);
    byte[] before = Recordings.read(open);
    RepairReport done = repairer.repair(RepairRequest.of(open));
    int whole = (int) (before.length - done.bytesLost());
    byte[] after = Recordings.read(open);
    int states = 0;
    for (int written = 0; written < after.length - whole; written += written < 64 ? 1 : 37) {
      byte[] state = Arrays.copyOf(before, whole + written);
      System.arraycopy(after, whole, state, whole, written);
      checkCompletes(state, after);
      byte[] longer = Arrays.copyOf(state, after.length);
      RepairReport report = repairer.repair(RepairRequest.of(file("longer.mp4", longer)));
      assertThat(report.samples()).isEqualTo(done.samples());
      states += 2;
    }
    assertThat(states).isGreaterThan(100);
  }

  private void checkCompletes(byte[] state, byte[] expected) throws Exception {
    Path again = file("again.mp4", state);
    repairer.repair(RepairRequest.of(again));
    assertSame(Recordings.read(again), expected);
  }

  /** The second step of a hybrid file overwrites 16 bytes; a sector is written whole or not. */
  @Test
  void repair_interruptedBetweenTheTwoSteps_isCompletedByTheNext() throws Exception {
    Path open = torn(Layout.HYBRID, "torn.mp4", 500);
    byte[] before = Recordings.read(open);
    repairer.repair(RepairRequest.of(open));
    byte[] after = Recordings.read(open);
    byte[] between = after.clone();
    System.arraycopy(before, 0, between, 0, 512);
    checkCompletes(between, after);
  }

  /** Says where two files differ, instead of showing them. */
  private static void assertSame(byte[] actual, byte[] expected) {
    assertThat(Arrays.mismatch(actual, expected)).as("the first byte that differs").isEqualTo(-1);
  }
}
