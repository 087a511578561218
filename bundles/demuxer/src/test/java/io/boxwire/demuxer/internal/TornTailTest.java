package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.FileExtent;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut may leave of a recording, block by block: exactly the fragments that are whole,
 * up to the first that is not, are given.
 */
class TornTailTest {
  @TempDir Path folder;

  private static final int BLOCK = 4096;
  private static final UUID ID = new UUID(1, 2);

  /** Behind this many fragments nothing was forced yet. */
  private static final int FORCED = 5;

  /** What reading a file brought. */
  record Seen(List<String> frames, List<MediaEvent> events, FileExtent extent) {}

  static Seen read(byte[] file) throws Exception {
    List<MediaEvent> events = new ArrayList<>();
    DemuxerOptions options =
        DemuxerOptions.builder().payloadForm(PayloadForm.STORED).listener(events::add).build();
    try (Demuxer demuxer = Reading.open(file, options)) {
      return new Seen(frames(demuxer), events, demuxer.extent());
    }
  }

  static List<String> frames(Demuxer demuxer) throws Exception {
    List<String> frames = new ArrayList<>();
    for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
      frames.add(SealedRecording.line(f.get().decodeTime(), Reading.bytes(f.get())));
    }
    return frames;
  }

  private static SealedRecording recording() throws Exception {
    return SealedRecording.of(ID, 1, 9, 3500);
  }

  /** How many fragments of an image are as they were written, up to the first that is not. */
  private static int intact(SealedRecording recording, byte[] image) {
    byte[] written = recording.growing();
    for (int i = 0; i < recording.fragments(); i++) {
      int from = (int) recording.start(i);
      int to = (int) recording.end(i);
      if (to > image.length || !Arrays.equals(written, from, to, image, from, to)) {
        return i;
      }
    }
    return recording.fragments();
  }

  private static int check(SealedRecording recording, byte[] image, String what) throws Exception {
    int whole = intact(recording, image);
    Seen seen = read(image);
    assertThat(seen.frames()).as(what).isEqualTo(recording.frames(whole));
    assertThat(seen.extent().leftOpen()).as(what).isTrue();
    assertThat(seen.extent().wholeBytes()).as(what).isEqualTo(recording.end(whole - 1));
    boolean skipped = image.length > recording.end(whole - 1);
    assertThat(seen.extent().skipped().isPresent()).as(what).isEqualTo(skipped);
    assertThat(seen.events()).as(what).hasSize(skipped ? 1 : 0);
    return whole;
  }

  @Test
  void read_cutAtEveryByteOfTheLastTwoFragments_givesTheWholeOnes() throws Exception {
    SealedRecording recording = SealedRecording.of(ID, 1, 6, 300);
    byte[] file = recording.growing();
    int images = 0;
    for (int cut = (int) recording.start(4); cut <= file.length; cut++) {
      check(recording, Arrays.copyOf(file, cut), "cut at " + cut);
      images++;
    }
    assertThat(images).isGreaterThan(1900);
  }

  @Test
  void read_zerosFromEveryByteOfTheLastTwoFragmentsOn_givesTheWholeOnes() throws Exception {
    SealedRecording recording = SealedRecording.of(ID, 1, 6, 300);
    byte[] file = recording.growing();
    for (int from = (int) recording.start(4); from < file.length; from++) {
      byte[] image = file.clone();
      Arrays.fill(image, from, image.length, (byte) 0);
      check(recording, image, "zeros from " + from);
    }
  }

  @Test
  void read_anyBlockLostStaleOrSwapped_givesTheFragmentsBeforeIt() throws Exception {
    SealedRecording recording = recording();
    byte[] file = recording.growing();
    byte[] sameId = SealedRecording.of(ID, 77, 9, 3500).growing();
    byte[] otherId = SealedRecording.of(new UUID(3, 4), 78, 9, 3500).growing();
    // Same shape: each fragment of the older files lies where this one's does.
    assertThat(sameId).hasSameSizeAs(file);
    int forced = (int) (recording.end(FORCED) / BLOCK * BLOCK + BLOCK);
    int[] seen = new int[recording.fragments() + 1];
    for (int block = forced; block < file.length; block += BLOCK) {
      int end = Math.min(block + BLOCK, file.length);
      for (byte[] old : List.of(new byte[file.length], sameId, otherId)) {
        byte[] image = file.clone();
        System.arraycopy(old, block, image, block, end - block);
        seen[check(recording, image, "block at " + block)]++;
      }
      for (int other = block + BLOCK; other + BLOCK <= file.length; other += BLOCK) {
        byte[] image = file.clone();
        System.arraycopy(file, block, image, other, BLOCK);
        System.arraycopy(file, other, image, block, BLOCK);
        seen[check(recording, image, "blocks at " + block + " and " + other + " swapped")]++;
      }
    }
    // The images differ in how much is left, so the test can tell.
    assertThat(seen[FORCED + 1]).isPositive();
    assertThat(seen[FORCED + 2]).isPositive();
    assertThat(seen[recording.fragments()]).isZero();
  }

  @Test
  void read_anySetOfBlocksLost_givesTheFragmentsBeforeTheFirst() throws Exception {
    SealedRecording recording = recording();
    byte[] file = recording.growing();
    byte[] older = SealedRecording.of(new UUID(3, 4), 78, 11, 3500).growing();
    int forced = (int) (recording.end(FORCED) / BLOCK * BLOCK + BLOCK);
    Random random = new Random(5);
    int all = 0;
    for (int round = 0; round < 1000; round++) {
      // The length, too, is any between the forced and the written one.
      byte[] image = Arrays.copyOf(file, forced + random.nextInt(file.length - forced + 1));
      int kinds = random.nextInt(8);
      for (int block = forced; block < image.length; block += BLOCK) {
        int end = Math.min(block + BLOCK, image.length);
        int kind = random.nextInt(8);
        if (kind == kinds) {
          Arrays.fill(image, block, end, (byte) 0);
        } else if (kind == kinds + 1) {
          System.arraycopy(older, block, image, block, end - block);
        }
      }
      all += check(recording, image, "round " + round);
    }
    assertThat(all).isGreaterThan(1000 * FORCED);
  }

  @Test
  void read_wholeFragmentsOfAnOlderFile_areNotGiven() throws Exception {
    SealedRecording recording = SealedRecording.of(ID, 1, 5, 300);
    byte[] older = SealedRecording.of(new UUID(3, 4), 78, 9, 300).growing();
    byte[] file = recording.growing();
    byte[] image =
        FragmentedReadingTest.join(file, Arrays.copyOfRange(older, file.length, older.length));
    // Each of them is proved where it comes from.
    assertThat(read(older).frames()).hasSize(9 * SealedRecording.SAMPLES);
    check(recording, image, "the end of an older file");
  }

  @Test
  void readStream_cutAtEveryByte_endsClearlyBehindTheLastWholeSample() throws Exception {
    SealedRecording recording = SealedRecording.of(ID, 1, 3, 200);
    byte[] file = recording.growing();
    int clean = 0;
    for (int cut = (int) recording.end(-1); cut <= file.length; cut++) {
      List<MediaEvent> events = new ArrayList<>();
      List<String> frames = new ArrayList<>();
      boolean failed = false;
      Source source =
          new Source.Stream(Channels.newChannel(new ByteArrayInputStream(file, 0, cut)));
      DemuxerOptions options =
          DemuxerOptions.builder().payloadForm(PayloadForm.STORED).listener(events::add).build();
      try (Demuxer demuxer = new Mp4DemuxerFactory().open(source, options)) {
        try {
          for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
            frames.add(SealedRecording.line(f.get().decodeTime(), Reading.bytes(f.get())));
          }
        } catch (MediaException e) {
          assertThat(e.code()).isEqualTo(MediaException.Code.TRUNCATED);
          failed = true;
        }
        assertThat(demuxer.read()).isEmpty();
      }
      assertThat(frames).isEqualTo(recording.frames().subList(0, frames.size()));
      boolean told = failed || !events.isEmpty();
      clean += told ? 0 : 1;
    }
    // Without a word it ends only where a fragment does, or the moov.
    assertThat(clean).isEqualTo(4);
  }

  @Test
  void extent_fragmentsGoneOverBefore_isThatOfAFileJustOpened() throws Exception {
    SealedRecording recording = SealedRecording.of(ID, 1, 9, 20);
    byte[] file = recording.unsealed();
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    for (int broken = (int) recording.end(-1); broken < file.length; broken++) {
      byte[] cut = Arrays.copyOf(file, broken);
      byte[] damaged = file.clone();
      damaged[broken] ^= 0x41;
      for (byte[] image : List.of(cut, damaged)) {
        FileExtent fresh;
        try (Demuxer demuxer = Reading.open(image, options)) {
          fresh = demuxer.extent();
        }
        try (Demuxer demuxer = Reading.open(image, options)) {
          demuxer.movie();
          assertThat(demuxer.extent()).as("at %d", broken).isEqualTo(fresh);
        }
      }
    }
  }

  @Test
  void extent_fragmentsGoneOverBefore_areNotGoneOverAgain() throws Exception {
    byte[] file = SealedRecording.of(ID, 1, 200, 3000).unsealed();
    Reading.BytesChannel channel = new Reading.BytesChannel(file);
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.Seekable(channel), options)) {
      assertThat(demuxer.movie().tracks().get(0).sampleCount()).hasValue(600);
      int before = channel.reads();
      assertThat(demuxer.extent().wholeBytes()).isEqualTo(file.length);
      assertThat(channel.reads() - before).isLessThan(12);
    }
  }

  @Test
  void extent_fileCutBackSince_isThatOfWhatIsLeft() throws Exception {
    SealedRecording recording = SealedRecording.of(ID, 1, 9, 20);
    byte[] bytes = recording.unsealed();
    Path file = Files.write(folder.resolve("r.mp4"), bytes);
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.File(file), options)) {
      demuxer.movie();
      assertThat(demuxer.extent().wholeBytes()).isEqualTo(bytes.length);
      Files.write(file, Arrays.copyOf(bytes, (int) recording.end(3)));
      assertThat(demuxer.extent().wholeBytes()).isEqualTo(recording.end(3));
    }
  }

  @Test
  void read_fragmentsThatALaterOneVouchesFor_areNotReadTwice() throws Exception {
    byte[] file = SealedRecording.of(ID, 1, 200, 3000).growing();
    Reading.BytesChannel channel = new Reading.BytesChannel(file);
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.Seekable(channel), options)) {
      assertThat(demuxer.extent().wholeBytes()).isEqualTo(file.length);
      // Headers of 400 boxes, and the last four of 200 fragments.
      assertThat(channel.bytesRead()).isLessThan(file.length / 30);
      assertThat(frames(demuxer)).hasSize(600);
    }
  }
}
