package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.FragmentedReadingTest.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.FileExtent;
import io.boxwire.api.Frame;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is read while it is written. */
@Timeout(60)
class GrowingFileTest {
  private static final DemuxerOptions STORED = DemuxerOptions.of(PayloadForm.STORED);

  @TempDir Path folder;

  private static SealedRecording recording() throws Exception {
    return SealedRecording.of(new UUID(1, 2), 1, 5, 200);
  }

  private static void append(Path file, byte[] bytes, int from, int to) throws Exception {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    }
  }

  private static void drain(Demuxer demuxer, List<String> into) throws Exception {
    into.addAll(TornTailTest.frames(demuxer));
  }

  @Test
  void read_afterEachByteThatComes_givesEachFragmentOnceItIsWhole() throws Exception {
    SealedRecording recording = recording();
    byte[] bytes = join(recording.growing(), recording.hiddenMoov());
    Path file = Files.write(folder.resolve("r.mp4"), new byte[0]);
    int at = (int) recording.end(-1);
    append(file, bytes, 0, at);
    List<String> frames = new ArrayList<>();
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.File(file), STORED)) {
      int whole = 0;
      while (at < bytes.length) {
        append(file, bytes, at, ++at);
        whole += whole < 5 && at == recording.end(whole) ? 1 : 0;
        drain(demuxer, frames);
        assertThat(frames).as("at byte " + at).isEqualTo(recording.frames(whole));
      }
      // The recorder closes the file meanwhile; nothing that was found moves.
      try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
        out.write(ByteBuffer.wrap(recording.switched()), recording.switchAt());
      }
      assertThat(demuxer.read()).isEmpty();
      demuxer.seek(Duration.ZERO);
      assertThat(TornTailTest.frames(demuxer)).isEqualTo(recording.frames());
      assertThat(Reading.samples(demuxer, 1)).hasSize(recording.frames().size());
    }
    assertThat(frames).isEqualTo(recording.frames());
  }

  @Test
  void extent_fragmentedFileReadWhileItGrewAndClosedSince_isThatOfAClosedFile() throws Exception {
    SealedRecording recording = recording();
    byte[] closed = recording.fragmentedClosed();
    int grown = (int) recording.end(4);
    Path file = Files.write(folder.resolve("r.mp4"), new byte[0]);
    append(file, recording.growing(), 0, grown);
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.File(file), STORED)) {
      drain(demuxer, new ArrayList<>());
      assertThat(demuxer.extent().leftOpen()).isTrue();
      try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
        out.write(ByteBuffer.wrap(closed), 0);
      }
      assertThat(demuxer.extent())
          .isEqualTo(new FileExtent(false, closed.length, Optional.empty()));
    }
  }

  @Test
  void read_unsealedFileAfterEachByte_givesEachSampleOnceItIsWhole() throws Exception {
    SealedRecording recording = recording();
    byte[] bytes = recording.unsealed();
    int moovEnd = (int) recording.end(-1);
    Path file = Files.write(folder.resolve("r.mp4"), new byte[0]);
    append(file, bytes, 0, moovEnd);
    List<String> frames = new ArrayList<>();
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.File(file), STORED)) {
      SampleCursor cursor = demuxer.samples(1);
      int samples = 0;
      for (int at = moovEnd; at < bytes.length; ) {
        append(file, bytes, at, ++at);
        drain(demuxer, frames);
        assertThat(frames).isEqualTo(recording.frames().subList(0, frames.size()));
        samples += cursor.next() ? 1 : 0;
        assertThat(samples).isEqualTo(frames.size());
      }
    }
    assertThat(frames).isEqualTo(recording.frames());
  }

  @Test
  void read_fileThatIsCutBackMeanwhile_goesOnWithWhatComesThen() throws Exception {
    SealedRecording recording = recording();
    byte[] bytes = recording.growing();
    Path file = Files.write(folder.resolve("r.mp4"), new byte[0]);
    int half = (int) (recording.start(3) + recording.end(3)) / 2;
    append(file, bytes, 0, half);
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.File(file), STORED)) {
      List<String> frames = new ArrayList<>();
      drain(demuxer, frames);
      // A write failed: the writer goes back to the end of the last whole fragment.
      try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
        out.truncate(recording.start(3));
      }
      drain(demuxer, frames);
      assertThat(frames).isEqualTo(recording.frames(3));
      append(file, bytes, (int) recording.start(3), bytes.length);
      drain(demuxer, frames);
      assertThat(frames).isEqualTo(recording.frames());
    }
  }

  @Test
  void read_whileAnotherThreadWrites_getsEveryFrameOnceAndNoException() throws Exception {
    SealedRecording recording = SealedRecording.of(new UUID(1, 2), 1, 300, 500);
    byte[] bytes = join(recording.growing(), recording.hiddenMoov());
    Path file = Files.write(folder.resolve("r.mp4"), new byte[0]);
    int start = (int) recording.end(-1);
    append(file, bytes, 0, start);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.File(file), STORED)) {
      Future<?> written =
          writer.submit(
              () -> {
                for (int at = start; at < bytes.length; ) {
                  int to = Math.min(bytes.length, at + 1013);
                  append(file, bytes, at, to);
                  at = to;
                }
                return null;
              });
      List<String> frames = new ArrayList<>();
      boolean done;
      do {
        done = written.isDone();
        Optional<Frame> frame = demuxer.read();
        while (frame.isPresent()) {
          byte[] payload = Reading.bytes(frame.get());
          frames.add(SealedRecording.line(frame.get().decodeTime(), payload));
          frame = demuxer.read();
        }
      } while (!done);
      written.get();
      assertThat(frames).isEqualTo(recording.frames());
    } finally {
      writer.shutdownNow();
    }
  }

  @Test
  void read_nothingNew_costsNoRead() throws Exception {
    SealedRecording recording = recording();
    Reading.BytesChannel channel = new Reading.BytesChannel(recording.growing());
    try (Demuxer demuxer = new Mp4DemuxerFactory().open(new Source.Seekable(channel), STORED)) {
      TornTailTest.frames(demuxer);
      int reads = channel.reads();
      for (int i = 0; i < 100; i++) {
        assertThat(demuxer.read()).isEmpty();
      }
      assertThat(channel.reads()).isEqualTo(reads);
    }
  }
}
