package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestFragment.tfdt;
import static io.boxwire.demuxer.internal.TestFragment.tfhd;
import static io.boxwire.demuxer.internal.TestFragment.traf;
import static io.boxwire.demuxer.internal.TestFragment.trun;
import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleTotals;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import io.boxwire.box.Box;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MovieFragmentRandomAccessOffsetBox;
import io.boxwire.box.Table;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a movie of many fragments whose file lists them: by the last ones, if right. */
class ListedMovieTest {
  private static final int FRAGMENTS = 3000;
  private static final int MEDIA = 500;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Where each fragment starts. */
  private final long[] places = new long[FRAGMENTS];

  /** A part of a fragment, by its number. */
  private interface Parts {
    TestFragment.Part[] of(int fragment);
  }

  private void write(Parts parts) throws MediaException {
    out.writeBytes(bytes(ftyp(), moov(true, TestTrack.video(1, 100), TestTrack.video(2, 50))));
    for (int i = 0; i < FRAGMENTS; i++) {
      places[i] = out.size();
      out.writeBytes(TestFragment.bytes(new byte[MEDIA], parts.of(i)));
    }
  }

  /** Both tracks, the second half as long and a tick late. */
  private static TestFragment.Part[] both(int fragment) {
    return new TestFragment.Part[] {
      at -> traf(tfhd(1, 10), tfdt(fragment * 20L), trun(at, 200, 100)),
      at -> traf(tfhd(2, 5), tfdt(1 + fragment * 5L), trun(at + 300, 20))
    };
  }

  /** Ends the file with the list of a single place for each of some tracks. */
  private void list(long place, int... tracks) throws MediaException {
    List<Box> boxes = new ArrayList<>();
    long size = 8 + MovieFragmentRandomAccessOffsetBox.SIZE;
    for (int track : tracks) {
      Table points = Table.of(TrackFragmentRandomAccessBox.LAYOUT, row(0, place, 1, 1, 1));
      boxes.add(TrackFragmentRandomAccessBox.of(track, points));
      size += boxes.get(boxes.size() - 1).size();
    }
    boxes.add(MovieFragmentRandomAccessOffsetBox.of(size));
    out.writeBytes(bytes(new ContainerBox(ContainerBox.MFRA, boxes)));
  }

  private MovieInfo movie() throws MediaException {
    try (Demuxer demuxer = Reading.open(out.toByteArray(), PayloadForm.STORED)) {
      return demuxer.movie();
    }
  }

  /** As what all fragments say, which were looked at. */
  private void assertAllSeen() throws MediaException {
    MovieInfo movie = movie();
    assertThat(movie.tracks()).allMatch(track -> track.sampleCount().isPresent());
    assertThat(movie.tracks().get(0).sampleCount()).hasValue(2 * FRAGMENTS);
    assertThat(movie.tracks().get(0).mediaDuration()).isEqualTo(20 * FRAGMENTS);
  }

  @Test
  void movie_listedFragments_isToldByTheLast() throws Exception {
    write(ListedMovieTest::both);
    MovieInfo all = movie();
    assertAllSeen();
    list(places[FRAGMENTS - 20], 1, 2);

    MovieInfo listed = movie();
    assertThat(listed.duration()).isEqualTo(all.duration());
    for (int i = 0; i < 2; i++) {
      TrackInfo track = listed.tracks().get(i);
      assertThat(track.mediaDuration()).isEqualTo(all.tracks().get(i).mediaDuration());
      assertThat(track.sampleCount()).isEmpty();
      assertThat(track.mediaBytes()).isEmpty();
    }
  }

  @Test
  void movie_listedFragments_readsTheFirstAndTheLast() throws Exception {
    write(ListedMovieTest::both);
    list(places[FRAGMENTS - 20], 1, 2);
    Reading.BytesChannel file = new Reading.BytesChannel(out.toByteArray());
    try (Demuxer demuxer =
        new Mp4DemuxerFactory()
            .open(new Source.Seekable(file), DemuxerOptions.of(PayloadForm.STORED))) {
      demuxer.movie();
      assertThat(file.bytesRead()).isLessThan(file.size() / 2);
      assertThat(demuxer.totals(1)).isEqualTo(new SampleTotals(2 * FRAGMENTS, 300 * FRAGMENTS));
      assertThat(demuxer.totals(2)).isEqualTo(new SampleTotals(FRAGMENTS, 20 * FRAGMENTS));
      assertThat(Reading.frames(demuxer)).hasSize(3 * FRAGMENTS);
    }
  }

  @Test
  void movie_trackThatIsNotListed_isToldByTheLastAsWell() throws Exception {
    write(ListedMovieTest::both);
    list(places[FRAGMENTS - 1], 1);
    assertThat(movie().tracks()).extracting(TrackInfo::sampleCount).allMatch(n -> n.isEmpty());
    assertThat(movie().tracks().get(1).mediaDuration()).isEqualTo(5 * FRAGMENTS);
  }

  @Test
  void movie_listOfWrongPlaces_isFoundOut() throws Exception {
    write(ListedMovieTest::both);
    byte[] file = out.toByteArray();
    long[] wrong = {places[100] + 4, places[2000] - 8, file.length, 0, 1L << 40, -1};
    for (long place : wrong) {
      out.reset();
      out.writeBytes(file);
      list(place, 1, 2);
      assertAllSeen();
    }
  }

  @Test
  void movie_listThatEndsEarly_isOfNoUse() throws Exception {
    write(ListedMovieTest::both);
    list(places[FRAGMENTS / 2], 1, 2);
    assertAllSeen();
  }

  @Test
  void movie_trackThatIsMissingAtTheEnd_isLookedFor() throws Exception {
    write(i -> i < 2000 ? both(i) : new TestFragment.Part[] {both(i)[0]});
    list(places[FRAGMENTS - 1], 1);
    assertAllSeen();
    assertThat(movie().tracks().get(1).mediaDuration()).isEqualTo(5 * 2000);
  }

  @Test
  void movie_trackThatBeginsLate_isLookedFor() throws Exception {
    write(i -> i > 2000 ? both(i) : new TestFragment.Part[] {both(i)[0]});
    list(places[FRAGMENTS - 1], 1, 2);
    assertAllSeen();
    assertThat(movie().tracks().get(1).mediaDuration()).isEqualTo(5 * (FRAGMENTS - 2001));
  }

  @Test
  void movie_lastFragmentsWithoutTimes_areAddedUp() throws Exception {
    write(
        i ->
            i < FRAGMENTS - 50
                ? both(i)
                : new TestFragment.Part[] {
                  at -> traf(tfhd(1, 10), trun(at, 200, 100)),
                  at -> traf(tfhd(2, 5), trun(at + 300, 20))
                });
    list(places[FRAGMENTS - 1], 1, 2);
    assertAllSeen();
  }

  @Test
  void movie_lastFragmentBehindTheTimesOfTheFirst_isNotRelied() throws Exception {
    write(i -> both(i < FRAGMENTS - 1 ? i : 0));
    list(places[FRAGMENTS - 1], 1, 2);
    assertThat(movie().tracks().get(0).sampleCount()).hasValue(2 * FRAGMENTS);
  }

  @Test
  void movie_brokenFragmentAtTheEnd_isFoundOut() throws Exception {
    write(
        i ->
            i < FRAGMENTS - 1
                ? both(i)
                : new TestFragment.Part[] {
                  both(i)[0], both(i)[1], at -> traf(tfhd(1, 1), tfdt(-1), trun(at, 1))
                });
    list(places[FRAGMENTS - 2], 1, 2);
    assertThat(movie().tracks().get(0).sampleCount()).hasValue(2 * (FRAGMENTS - 1));
  }
}
