package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestFragment.tfdt;
import static io.boxwire.demuxer.internal.TestFragment.tfhd;
import static io.boxwire.demuxer.internal.TestFragment.traf;
import static io.boxwire.demuxer.internal.TestFragment.trun;
import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.box.ByteSource;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentIndexTest {
  private static final int FRAGMENTS = 1000;

  @Test
  void scan_manyFragments_keepsFewMarksThatAreRight() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(ftyp(), moov(true, TestTrack.video(1, 100))));
    for (int i = 0; i < FRAGMENTS; i++) {
      int time = i * 20;
      out.writeBytes(
          TestFragment.bytes(new byte[5], at -> traf(tfhd(1, 10), tfdt(time), trun(at, 2, 3))));
    }
    ByteSource source = ByteSource.of(ByteBuffer.wrap(out.toByteArray()));
    Movie movie = new MovieFinder(source, 1 << 20, event -> {}).find().movie();
    Track track = movie.tracks().get(0);
    Fragments fragments =
        new Fragments(
            source,
            movie,
            new PlainFragments(source, 0, true, PlainFragments.Seals.DISTRUSTED),
            1 << 20);
    FragmentIndex index =
        new FragmentIndex(
            movie.tracks(), fragments, 0, List.of(new FragmentIndex.Mark(0, 0, 0)), 1);
    index.scan();

    assertThat(index.totals(track))
        .isEqualTo(new FragmentIndex.Totals(2 * FRAGMENTS, 5 * FRAGMENTS, 0, 20 * FRAGMENTS));
    assertThat(index.marks()).isBetween(32, 64);
    for (int i = 0; i < index.marks(); i++) {
      FragmentIndex.Mark mark = index.mark(track, i);
      TrackFragment first = fragments.from(mark.position()).orElseThrow().tracks().get(0);
      assertThat(first.decodeTime().orElseThrow()).isEqualTo(mark.time());
      assertThat(mark.index()).isEqualTo(mark.time() / 10);
    }
    assertThat(index.mark(track, index.marks() - 1).index()).isGreaterThan(1800);
  }
}
