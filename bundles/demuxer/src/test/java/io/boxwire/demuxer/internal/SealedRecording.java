package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestFragment.tfdt;
import static io.boxwire.demuxer.internal.TestFragment.tfhd;
import static io.boxwire.demuxer.internal.TestFragment.traf;
import static io.boxwire.demuxer.internal.TestFragment.trun;
import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.row;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.FragmentSeal;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.MediaDataBox;
import io.boxwire.box.MovieFragmentHeaderBox;
import io.boxwire.box.MovieFragmentRandomAccessOffsetBox;
import io.boxwire.box.Table;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * A recording whose fragments are sealed, written by hand: the second opinion on what the muxer
 * writes. One track; each fragment has three samples of 10 ticks, and vouches for what lies three
 * fragments back.
 */
final class SealedRecording {
  static final int SAMPLES = 3;
  private static final int VOUCHED_BACK = 3;

  private final FileIdentity id;
  private final Random random;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<Long> starts = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();

  /** One line for each sample: its time and the hash of its payload. */
  private final List<String> frames = new ArrayList<>();

  private final List<Long> offsets = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();
  private final int switchAt;

  private SealedRecording(UUID id, long seed) throws MediaException {
    this.id = new FileIdentity(id);
    this.random = new Random(seed);
    file.writeBytes(bytes(TestMovie.ftyp()));
    switchAt = file.size();
    file.writeBytes(bytes(FreeSpaceBox.of(16)));
    List<Box> children = new ArrayList<>(TestMovie.moov(true, TestTrack.video(1, 100)).children());
    children.add(this.id.toBox());
    file.writeBytes(bytes(new ContainerBox(ContainerBox.MOOV, children)));
    ends.add((long) file.size());
  }

  /** A recording of some fragments whose samples have some size; the seed makes their bytes. */
  static SealedRecording of(UUID id, long seed, int fragments, int sampleSize)
      throws MediaException {
    SealedRecording recording = new SealedRecording(id, seed);
    for (int i = 0; i < fragments; i++) {
      recording.add(sampleSize + 7 * i);
    }
    return recording;
  }

  private void add(int sampleSize) throws MediaException {
    byte[] media = new byte[SAMPLES * sampleSize];
    random.nextBytes(media);
    long start = file.size();
    long durable = ends.get(Math.max(0, starts.size() - VOUCHED_BACK));
    long time = 10L * frames.size();
    long[] runSizes = LongStream.generate(() -> sampleSize).limit(SAMPLES).toArray();
    int moofSize = moof(time, 0, runSizes, new FragmentSeal(durable, 0)).length;
    byte[] moof = moof(time, moofSize + 8, runSizes, new FragmentSeal(durable, 0));
    byte[] mdat = bytes(TestMovie.mdat(media));
    int checksum =
        new FragmentSeal.Check(id, start)
            .add(ByteBuffer.wrap(moof, 0, moof.length - FragmentSeal.CHECKSUM_BYTES))
            .add(ByteBuffer.wrap(mdat))
            .value();
    ByteBuffer.wrap(moof).putInt(moof.length - FragmentSeal.CHECKSUM_BYTES, checksum);
    file.writeBytes(moof);
    for (int i = 0; i < SAMPLES; i++) {
      byte[] sample = Arrays.copyOfRange(media, i * sampleSize, (i + 1) * sampleSize);
      offsets.add((long) file.size() + 8 + (long) i * sampleSize);
      sizes.add((long) sampleSize);
      frames.add(line(time + 10L * i, sample));
    }
    file.writeBytes(mdat);
    starts.add(start);
    ends.add((long) file.size());
  }

  private static byte[] moof(long time, int mediaOffset, long[] sizes, FragmentSeal seal)
      throws MediaException {
    return bytes(
        ContainerBox.of(
            ContainerBox.MOOF,
            MovieFragmentHeaderBox.of(1),
            traf(tfhd(1, 10), tfdt(time), trun(mediaOffset, sizes)),
            seal.toBox()));
  }

  static String line(long time, byte[] payload) {
    return time + " " + payload.length + " " + Arrays.hashCode(payload);
  }

  /** The file as it grows. */
  byte[] growing() {
    return file.toByteArray();
  }

  /** The same file of a writer that neither names it nor seals its fragments. */
  byte[] unsealed() throws MediaException {
    byte[] bytes = growing();
    int identity = bytes(id.toBox()).length;
    Arrays.fill(bytes, (int) end(-1) - identity + 8, (int) end(-1), (byte) 0);
    int seal = bytes(new FragmentSeal(0, 0).toBox()).length;
    for (long start : starts) {
      int end = (int) start + ByteBuffer.wrap(bytes).getInt((int) start);
      Arrays.fill(bytes, end - seal + 8, end, (byte) 0);
    }
    return bytes;
  }

  int fragments() {
    return starts.size();
  }

  long start(int fragment) {
    return starts.get(fragment);
  }

  /** Behind the media of a fragment; -1 is the end of the moov. */
  long end(int fragment) {
    return ends.get(fragment + 1);
  }

  /** The frames of the first fragments. */
  List<String> frames(int fragments) {
    return frames.subList(0, SAMPLES * fragments);
  }

  List<String> frames() {
    return frames;
  }

  int switchAt() {
    return switchAt;
  }

  /** All in front of the first fragment. */
  byte[] head() {
    return Arrays.copyOf(growing(), (int) end(-1));
  }

  /** The finished FRAGMENTED file: behind the fragments a copy of the head, and the list. */
  byte[] fragmentedClosed() throws MediaException {
    byte[] copy = bytes(io.boxwire.box.OpaqueBox.of(FreeSpaceBox.TYPE, ByteBuffer.wrap(head())));
    return FragmentedReadingTest.join(growing(), copy, mfra());
  }

  /** The list of random access points that a finished FRAGMENTED file ends with. */
  byte[] mfra() throws MediaException {
    long[][] points = new long[starts.size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = row(10L * SAMPLES * i, starts.get(i), 1, 1, 1);
    }
    Box tfra =
        TrackFragmentRandomAccessBox.of(1, Table.of(TrackFragmentRandomAccessBox.LAYOUT, points));
    int size = bytes(tfra).length + 8 + MovieFragmentRandomAccessOffsetBox.SIZE;
    return bytes(
        ContainerBox.of(ContainerBox.MFRA, tfra, MovieFragmentRandomAccessOffsetBox.of(size)));
  }

  /** The final moov inside its free box, as it is appended before the switch. */
  byte[] hiddenMoov() throws MediaException {
    long count = frames.size();
    TestTrack track =
        TestTrack.video(1, 100)
            .table(
                TestMovie.stts(row(count, 10)),
                TestMovie.stsc(row(1, 1, 1)),
                TestMovie.stsz(sizes.stream().mapToLong(Long::longValue).toArray()),
                TestMovie.stco(offsets.stream().mapToLong(Long::longValue).toArray()));
    byte[] moov = bytes(TestMovie.moov(false, track));
    return bytes(
        new io.boxwire.box.OpaqueBox(FreeSpaceBox.TYPE, io.boxwire.box.ByteRange.of(moov)));
  }

  /** The header that the switch is overwritten with. */
  byte[] switched() throws MediaException {
    ByteBuffer header =
        BoxWriter.inMemory()
            .largeHeader(MediaDataBox.TYPE, file.size() + 8L - switchAt - 16)
            .toBuffer();
    byte[] array = new byte[header.remaining()];
    header.get(array);
    return array;
  }

  /** The finished HYBRID file. */
  byte[] closed() throws MediaException {
    byte[] closed = FragmentedReadingTest.join(growing(), hiddenMoov());
    System.arraycopy(switched(), 0, closed, switchAt, 16);
    return closed;
  }
}
