package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestFragment.tfdt;
import static io.boxwire.demuxer.internal.TestFragment.tfhd;
import static io.boxwire.demuxer.internal.TestFragment.traf;
import static io.boxwire.demuxer.internal.TestFragment.trun;
import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.FileExtent;
import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.ByteSource;
import io.boxwire.box.FragmentSeal;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FragmentScanTest {
  private static final int FILES = 1500;
  private static final long MEMORY = 1 << 20;

  private final Random random = new Random(8);

  /** Fragments that count as others say, only never at once. */
  private record Slow(FragmentTrust trust) implements FragmentTrust {
    @Override
    public boolean counts(BoxHeader moof, ByteSource near) throws MediaException {
      return trust.counts(moof, near);
    }

    @Override
    public boolean countsAtOnce(long moof, boolean sealed) {
      return false;
    }

    @Override
    public FileExtent extent() throws MediaException {
      return trust.extent();
    }
  }

  @Test
  void scan_anyFragments_findsWhatLookingAtEachDoes() throws Exception {
    int atOnce = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] head = bytes(ftyp(), moov(true, TestTrack.video(1, 90), TestTrack.video(2, 100)));
      byte[] file = file(head);
      if (i % 3 > 0) {
        damage(file, head.length);
      }
      ByteSource source = ByteSource.of(ByteBuffer.wrap(file));
      Movie movie = new MovieFinder(source, MEMORY, event -> {}).find().movie();
      PlainFragments trust =
          new PlainFragments(source, head.length, true, PlainFragments.Seals.DISTRUSTED);
      List<String> slow = found(source, movie, new Slow(trust), head.length);
      assertThat(found(source, movie, trust, head.length)).as("file %d", i).isEqualTo(slow);
      atOnce += scanned(source, movie, trust, head.length);
    }
    assertThat(atOnce).as("fragments gone over at once").isGreaterThan(2 * FILES);
  }

  @Test
  void totals_anyFragments_areThoseOfTheWalk() throws Exception {
    int sound = 0;
    int broken = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] head = bytes(ftyp(), moov(true, TestTrack.video(1, 90), TestTrack.video(2, 100)));
      byte[] file = file(head);
      for (int j = i % 3 * 10; j > 0; j--) {
        damage(file, head.length);
      }
      TableSumTest.Outcome walked = TableSumTest.outcome(file, TableSumTest::walk);
      assertThat(TableSumTest.outcome(file, demuxer -> demuxer.totals(1)))
          .as("file %d", i)
          .isEqualTo(walked);
      broken += walked.result().startsWith("sum") ? 0 : 1;
      sound += sound(file, head.length) ? 1 : 0;
    }
    assertThat(sound).as("added up, while %d are broken", broken).isGreaterThan(FILES / 3);
    assertThat(broken).as("broken").isGreaterThan(FILES / 5);
  }

  /** Whether the first track's samples are added up without a walk. */
  private static boolean sound(byte[] file, long from) throws MediaException {
    ByteSource source = ByteSource.of(ByteBuffer.wrap(file));
    Movie movie = new MovieFinder(source, MEMORY, event -> {}).find().movie();
    PlainFragments trust = new PlainFragments(source, from, true, PlainFragments.Seals.DISTRUSTED);
    FragmentIndex index = index(movie, new Fragments(source, movie, trust, MEMORY), from);
    index.scan();
    return index.soundTotals(movie.tracks().get(0), file.length).isPresent();
  }

  @Test
  void scan_largeMedia_readsLittle() throws Exception {
    byte[] head = bytes(ftyp(), moov(true, TestTrack.video(1, 90)));
    Reading.BytesChannel channel = new Reading.BytesChannel(largeMedia(head));
    ByteSource source = ByteSource.of(channel);
    Movie movie = new MovieFinder(source, MEMORY, event -> {}).find().movie();
    long before = channel.bytesRead();
    PlainFragments trust =
        new PlainFragments(source, head.length, true, PlainFragments.Seals.DISTRUSTED);
    assertThat(found(source, movie, trust, head.length).get(0)).contains("samples=20,");
    assertThat(channel.bytesRead() - before).isLessThan(20 * 3 * 4096);
  }

  @Test
  void scan_afterStorageFailed_goesOnWithWhatLiesThere() throws Exception {
    byte[] head = bytes(ftyp(), moov(true, TestTrack.video(1, 90)));
    Flaky storage = new Flaky(ByteSource.of(ByteBuffer.wrap(largeMedia(head))));
    Movie movie = new MovieFinder(storage, MEMORY, event -> {}).find().movie();
    PlainFragments trust =
        new PlainFragments(storage, head.length, true, PlainFragments.Seals.DISTRUSTED);
    Fragments fragments = new Fragments(storage, movie, trust, MEMORY);
    FragmentIndex into = index(movie, fragments, head.length);
    long behind = fragments.scan().next(head.length, into);

    FragmentScan scan = fragments.scan();
    storage.fails = true;
    assertThatThrownBy(() -> scan.next(head.length, into)).isInstanceOf(MediaException.class);
    storage.fails = false;
    assertThat(scan.next(head.length, into)).isEqualTo(behind).isGreaterThan(head.length);
  }

  /** Twenty fragments of a quarter of a megabyte. */
  private static byte[] largeMedia(byte[] head) throws MediaException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    int media = 1 << 18;
    for (int i = 0; i < 20; i++) {
      int time = i * 10;
      byte[] payload = new byte[media];
      out.writeBytes(
          TestFragment.bytes(payload, at -> traf(tfhd(1, 10), tfdt(time), trun(at, media))));
    }
    return out.toByteArray();
  }

  /** How many fragments are gone over from the start on before one has to be looked at. */
  private static int scanned(ByteSource source, Movie movie, FragmentTrust trust, long from)
      throws MediaException {
    Fragments fragments = new Fragments(source, movie, trust, MEMORY);
    FragmentScan scan = fragments.scan();
    FragmentIndex into = index(movie, fragments, from);
    int count = 0;
    for (long at = scan.next(from, into); at >= 0; at = scan.next(at, into)) {
      count++;
    }
    return count;
  }

  private static List<String> found(ByteSource source, Movie movie, FragmentTrust trust, long from)
      throws MediaException {
    FragmentIndex index = index(movie, new Fragments(source, movie, trust, MEMORY), from);
    index.scan(3);
    index.scan();
    List<String> found = new ArrayList<>();
    for (Track track : movie.tracks()) {
      found.add(index.totals(track).toString());
      for (int i = 0; i < index.marks(); i++) {
        found.add(index.mark(track, i).toString());
      }
    }
    found.add(index.complete() + "");
    return found;
  }

  private static FragmentIndex index(Movie movie, Fragments fragments, long from) {
    FragmentIndex.Mark start = new FragmentIndex.Mark(from, 0, 0);
    List<FragmentIndex.Mark> starts = movie.tracks().stream().map(track -> start).toList();
    return new FragmentIndex(movie.tracks(), fragments, from, starts, 1);
  }

  private byte[] file(byte[] head) throws MediaException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    for (int i = random.nextInt(60); i >= 0; i--) {
      switch (random.nextInt(30)) {
        case 0 -> out.writeBytes(mdatWithLargeHeader());
        case 1 -> out.writeBytes(bytes(mdat(new byte[random.nextInt(10_000)])));
        case 2 -> out.writeBytes(sealed());
        case 3 -> out.writeBytes(TestFragment.bytes(new byte[5], at -> traf(tfhd(7, 1))));
        default -> out.writeBytes(fragment());
      }
    }
    return out.toByteArray();
  }

  private byte[] fragment() throws MediaException {
    int track = 1 + random.nextInt(3);
    long time = random.nextInt(100_000);
    long[] sizes = random.longs(random.nextInt(12), 0, 300).toArray();
    byte[] media = new byte[random.nextInt(4000)];
    return random.nextBoolean()
        ? TestFragment.bytes(media, at -> traf(tfhd(track, 9), tfdt(time), trun(at, sizes)))
        : TestFragment.bytes(
            media,
            at -> traf(tfhd(2, 9), trun(at, sizes)),
            at -> traf(tfhd(1, 7), tfdt(time), trun(at, 1, 2), trun(at, sizes)));
  }

  /** A fragment with a seal, which in a file like this does not belong there. */
  private static byte[] sealed() throws MediaException {
    byte[] plain = TestFragment.bytes(new byte[5], at -> traf(tfhd(1, 9), tfdt(1), trun(at, 2, 3)));
    byte[] seal = bytes(new FragmentSeal(0, 0).toBox());
    int moof = ByteBuffer.wrap(plain).getInt(0);
    ByteBuffer file = ByteBuffer.allocate(plain.length + seal.length);
    file.put(plain, 0, moof).put(seal).put(plain, moof, plain.length - moof);
    return file.putInt(0, moof + seal.length).array();
  }

  private static byte[] mdatWithLargeHeader() {
    return ByteBuffer.allocate(20).putInt(1).putInt(0x6d646174).putLong(20).array();
  }

  private void damage(byte[] file, int from) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      byte[] wild = {0, 1, -1, Byte.MIN_VALUE, Byte.MAX_VALUE, (byte) random.nextInt(256)};
      file[from + random.nextInt(file.length - from)] = wild[random.nextInt(wild.length)];
    }
  }
}
