package io.boxwire.demuxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FreeSpaceBox;
import io.boxwire.box.MovieFragmentHeaderBox;
import io.boxwire.box.SampleGroupDescriptionBox;
import io.boxwire.box.SampleToGroupBox;
import io.boxwire.box.Table;
import io.boxwire.box.TrackFragmentDecodeTimeBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackRunBox;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the fast way tells of a fragment is what the way through its boxes tells, or nothing. */
class PlainFragmentParserTest {
  private static final int ROUNDS = 20_000;
  private static final int PLACE = 1000;

  private final Random random = new Random(14_496);
  private final Movie movie = movie();
  private final FragmentParser byBoxes = new FragmentParser(movie);
  private final PlainFragmentParser plain =
      new PlainFragmentParser(
          movie.tracks().stream().collect(Collectors.toMap(Track::id, Function.identity())));

  @Test
  void parse_anyBoxes_tellsWhatTheBoxesDo() throws Exception {
    int told = 0;
    for (int round = 0; round < ROUNDS; round++) {
      told += check(moof(), "round " + round) ? 1 : 0;
    }
    assertThat(told).as("fragments understood the fast way").isBetween(ROUNDS / 4, ROUNDS);
  }

  @Test
  void parse_anyBytesChanged_tellsWhatTheBoxesDo() throws Exception {
    int told = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] moof = moof();
      for (int i = random.nextInt(3); i >= 0; i--) {
        byte[] wild = {0, 1, -1, Byte.MIN_VALUE, Byte.MAX_VALUE, (byte) random.nextInt(256)};
        moof[8 + random.nextInt(moof.length - 8)] = wild[random.nextInt(wild.length)];
      }
      told += check(moof, "round " + round) ? 1 : 0;
    }
    assertThat(told).as("fragments understood the fast way").isBetween(ROUNDS / 8, ROUNDS);
  }

  @Test
  void parse_asCamerasWrite_isUnderstood() throws Exception {
    byte[] video = {1, 2, 3, 4, 5};
    byte[] bytes =
        TestFragment.bytes(
            video,
            offset ->
                TestFragment.traf(
                    TestFragment.tfhd(1, 3000),
                    TestFragment.tfdt(9000),
                    TestFragment.trun(offset, 2, 3)));
    Fragment fragment =
        plain.parse(header(bytes), ByteBuffer.wrap(bytes, 0, size(bytes)).slice()).orElseThrow();
    TrackFragment part = fragment.tracks().get(0);
    assertThat(part.decodeTime()).hasValue(9000);
    assertThat(part.duration()).isEqualTo(6000);
    assertThat(part.bytes()).isEqualTo(5);
    assertThat(part.runs().get(0).offset()).isEqualTo(PLACE + size(bytes) + 8);
  }

  /** Tells whether the fast way was taken. */
  private boolean check(byte[] bytes, String what) throws MediaException {
    BoxHeader header = header(bytes);
    ByteBuffer moof = ByteBuffer.wrap(bytes);
    Optional<Fragment> fast = plain.parse(header, moof);
    if (fast.isEmpty()) {
      return false;
    }
    Box box = BoxReader.of(ByteSource.of(moof, PLACE)).tolerant().read(header);
    Fragment slow = byBoxes.parse(header, box);
    assertThat(slow.problem()).as(what).isEmpty();
    assertThat(text(fast.get())).as(what).isEqualTo(text(slow));
    for (int i = 0; i < slow.parts(); i++) {
      TrackFragment same = slow.tracks().get(i);
      PlainPart part = plain.part(i);
      assertThat(part.track()).as(what).isEqualTo(same.track());
      assertThat(part.decodeTime()).as(what).isEqualTo(same.decodeTime().orElse(-1));
      assertThat(part.samples()).as(what).isEqualTo(same.count());
      assertThat(part.bytes()).as(what).isEqualTo(same.bytes());
      assertThat(part.duration()).as(what).isEqualTo(same.duration());
    }
    return true;
  }

  private static String text(Fragment fragment) {
    StringBuilder text = new StringBuilder();
    text.append(fragment.position()).append(' ').append(fragment.end());
    for (TrackFragment part : fragment.tracks()) {
      text.append("\n").append(part.track().id()).append(' ').append(part.decodeTime());
      text.append(' ').append(part.description()).append(' ').append(part.groups());
      text.append(' ').append(part.count()).append(' ').append(part.bytes());
      text.append(' ').append(part.duration());
      for (TrackRun run : part.runs()) {
        text.append("\n ").append(run.offset()).append(' ').append(run.count());
        for (long i = 0; i < Math.min(run.count(), 16); i++) {
          text.append(' ').append(run.duration(i)).append(' ').append(run.size(i));
          text.append(' ').append(run.flags(i)).append(' ').append(run.compositionOffset(i));
        }
      }
    }
    fragment.tracks().forEach(part -> text.append(fragment.of(part.track()).indexOf(part)));
    return text.toString();
  }

  // --- Fragments ---------------------------------------------------------------------------------

  private byte[] moof() throws MediaException {
    List<Box> boxes = new ArrayList<>();
    boxes.add(new MovieFragmentHeaderBox(0, 0, 1));
    for (int i = random.nextInt(4); i > 0; i--) {
      boxes.add(random.nextInt(12) == 0 ? free() : traf());
    }
    return TestMovie.bytes(new ContainerBox(ContainerBox.MOOF, boxes));
  }

  private Box traf() throws MediaException {
    List<Box> boxes = new ArrayList<>();
    boxes.add(tfhd());
    if (random.nextInt(4) > 0) {
      boxes.add(tfdt());
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      boxes.add(trun());
    }
    if (random.nextInt(8) == 0) {
      boxes.add(random.nextInt(boxes.size() + 1), oddity());
    }
    return new ContainerBox(ContainerBox.TRAF, boxes);
  }

  private Box oddity() throws MediaException {
    return switch (random.nextInt(5)) {
      case 0 -> tfhd();
      case 1 -> tfdt();
      case 2 -> group();
      default -> free();
    };
  }

  private static Box group() throws MediaException {
    return SampleToGroupBox.of(
        SampleGroupDescriptionBox.ROLL, Table.of(SampleToGroupBox.LAYOUT, TestMovie.row(1, 0)));
  }

  private static Box free() {
    return FreeSpaceBox.of(24);
  }

  private TrackFragmentHeaderBox tfhd() {
    int flags = 0;
    for (int flag : new int[] {0x1, 0x2, 0x8, 0x10, 0x20, 0x10000, 0x20000}) {
      boolean rare = flag == 0x1 || flag == 0x10000;
      flags |= random.nextInt(rare ? 8 : 2) == 0 ? flag : 0;
    }
    flags |= random.nextInt(4) == 0 ? 0 : 0x20000;
    long base = (flags & 1) == 0 ? 0 : random.nextInt(10) == 0 ? -1L : random.nextInt(1 << 20);
    return new TrackFragmentHeaderBox(
        0,
        flags,
        random.nextInt(10) == 0 ? 7 : 1 + random.nextInt(2),
        base,
        (flags & 0x2) == 0 ? 0 : random.nextInt(3),
        (flags & 0x8) == 0 ? 0 : number(),
        (flags & 0x10) == 0 ? 0 : number(),
        (flags & 0x20) == 0 ? 0 : number());
  }

  private TrackFragmentDecodeTimeBox tfdt() {
    int version = random.nextInt(2);
    long time = version == 0 ? number() : random.nextInt(8) == 0 ? random.nextLong() : number();
    return new TrackFragmentDecodeTimeBox(version, 0, time);
  }

  private TrackRunBox trun() throws MediaException {
    int version = random.nextInt(2);
    int flags = random.nextInt(16) << 8 | random.nextInt(2) * 4;
    flags |= random.nextInt(4) == 0 ? 0 : TrackRunBox.DATA_OFFSET;
    int columns = Integer.bitCount(flags >> 8);
    long[][] rows = new long[random.nextInt(5)][columns];
    boolean signed = version == 1 && (flags & TrackRunBox.SAMPLE_COMPOSITION_OFFSET) != 0;
    for (long[] row : rows) {
      for (int i = 0; i < columns; i++) {
        row[i] = signed && i == columns - 1 ? (int) number() : number();
      }
    }
    return new TrackRunBox(
        version,
        flags,
        (flags & 1) == 0 ? 0 : random.nextInt(4000) - 500,
        (flags & 4) == 0 ? 0 : number(),
        Table.of(TrackRunBox.layout(version, flags), rows));
  }

  private long number() {
    return random.nextInt(6) == 0 ? random.nextInt() & 0xffff_ffffL : random.nextInt(5000);
  }

  private static int size(byte[] moof) {
    return ByteBuffer.wrap(moof).getInt();
  }

  private static BoxHeader header(byte[] bytes) throws MediaException {
    return BoxHeader.parse(ByteBuffer.wrap(bytes), PLACE).orElseThrow();
  }

  private static Movie movie() {
    try {
      byte[] file =
          TestMovie.bytes(
              TestMovie.ftyp(),
              TestMovie.moov(
                  true, TestTrack.video(1, 90_000), TestTrack.audio(2, 8000, "ulaw", 1, 16)));
      return new MovieFinder(ByteSource.of(ByteBuffer.wrap(file), 0), 1 << 20, event -> {})
          .find()
          .movie();
    } catch (MediaException e) {
      throw new IllegalStateException(e);
    }
  }
}
