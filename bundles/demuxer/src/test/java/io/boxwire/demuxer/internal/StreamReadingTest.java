package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.FragmentedReadingTest.join;
import static io.boxwire.demuxer.internal.TestFragment.tfdt;
import static io.boxwire.demuxer.internal.TestFragment.tfhd;
import static io.boxwire.demuxer.internal.TestFragment.traf;
import static io.boxwire.demuxer.internal.TestFragment.trun;
import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.pattern;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stsz;
import static io.boxwire.demuxer.internal.TestMovie.stts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.box.Box;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.DataEntryUrlBox;
import io.boxwire.box.DataReferenceBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StreamReadingTest {
  private static final int MEDIA = 1 << 16;

  private static Demuxer open(byte[] stream, DemuxerOptions options) throws MediaException {
    // Short reads, as from a pipe.
    InputStream slow =
        new ByteArrayInputStream(stream) {
          @Override
          public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, 1009));
          }
        };
    ReadableByteChannel channel = Channels.newChannel(slow);
    return new Mp4DemuxerFactory()
        .using(List.of(new TestPlugin()))
        .open(new Source.Stream(channel), options);
  }

  private static Demuxer open(byte[] stream) throws MediaException {
    return open(stream, DemuxerOptions.of(PayloadForm.STORED));
  }

  private static void assertCode(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).as(e.toString()).isEqualTo(code));
  }

  private static byte[] start() throws MediaException {
    return bytes(
        ftyp(), moov(true, TestTrack.video(1, 100), TestTrack.audio(2, 100, "mp4a", 1, 16)));
  }

  private static byte[] fragment(long time, byte[] media) throws MediaException {
    int half = media.length / 2;
    return TestFragment.bytes(
        media,
        at -> traf(tfhd(1, 10), tfdt(time), trun(at, half)),
        at -> traf(tfhd(2, 10), trun(at + half, media.length - half)));
  }

  @Test
  void read_fragments_comesInStreamOrder() throws Exception {
    byte[] media = pattern(5000, 3);
    try (Demuxer demuxer = open(join(start(), fragment(0, media), fragment(10, media)))) {
      assertThat(demuxer.movie().tracks()).hasSize(2);
      Frame first = demuxer.read().orElseThrow();
      assertThat(Reading.show(first)).isEqualTo("1: 0 0 +10 2500 SYNC");
      assertThat(Reading.bytes(first)).isEqualTo(Arrays.copyOf(media, 2500));
      Frame second = demuxer.read().orElseThrow();
      assertThat(Reading.bytes(second)).isEqualTo(Arrays.copyOfRange(media, 2500, 5000));
      assertThat(Reading.frames(demuxer))
          .containsExactly("1: 10 10 +10 2500 SYNC", "2: 10 10 +10 2500 SYNC");
    }
  }

  @Test
  @Timeout(30)
  void read_billionsOfSamplesOfATrackThatCannotBeRead_areNotWalked() throws Exception {
    int media = billions(0).length - MEDIA;
    try (Demuxer demuxer = open(billions(media))) {
      assertCode(Code.UNSUPPORTED, demuxer::read);
      assertThat(Reading.frames(demuxer)).containsExactly("2: 0 0 +10 1 SYNC");
    }
  }

  /** A track of four billion samples, all of them the same byte, which lies in another file. */
  private static byte[] billions(long media) throws MediaException {
    int chunks = 65_536;
    long each = 65_535;
    long[] places = new long[chunks];
    Arrays.fill(places, media);
    Box elsewhere = new DataEntryUrlBox(0, 0, Optional.of("file:other.mov"));
    TestTrack away =
        TestTrack.audio(1, 100, "mp4a", 1, 16)
            .dataReference(new DataReferenceBox(0, 0, List.of(elsewhere)))
            .table(
                stts(row(chunks * each, 1)),
                stsc(row(1, each, 1)),
                SampleSizeBox.constant(1, chunks * each),
                stco(places));
    TestTrack here =
        TestTrack.video(2, 100).table(stts(row(1, 10)), stsc(row(1, 1, 1)), stsz(1), stco(media));
    return bytes(ftyp(), moov(false, away, here), mdat(new byte[MEDIA]));
  }

  @Test
  void read_keptFrames_stayAsTheyWere() throws Exception {
    byte[] stream = start();
    for (int i = 0; i < 40; i++) {
      stream = join(stream, fragment(i * 10, pattern(100_000, i)));
    }
    List<Frame> kept = new ArrayList<>();
    try (Demuxer demuxer = open(stream)) {
      for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
        kept.add(f.get().keep());
      }
    }
    assertThat(kept).hasSize(80);
    for (int i = 0; i < 40; i++) {
      assertThat(Reading.bytes(kept.get(2 * i)))
          .isEqualTo(Arrays.copyOf(pattern(100_000, i), 50_000));
    }
  }

  @Test
  void read_sampleLargerThanAWindow_isWhole() throws Exception {
    byte[] media = pattern(5 << 20, 8);
    byte[] large = TestFragment.bytes(media, at -> traf(tfhd(1, 1), trun(at, media.length)));
    try (Demuxer demuxer = open(join(start(), large))) {
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).isEqualTo(media);
    }
  }

  @Test
  void read_moovFirstProgressive_comesInOrderOfPlaces() throws Exception {
    byte[] media = pattern(100, 0);
    int offset = bytes(ftyp(), progressive(0)).length + 8;
    try (Demuxer demuxer = open(bytes(ftyp(), progressive(offset), mdat(media)))) {
      assertThat(Reading.frames(demuxer))
          .containsExactly(
              "2: 0 0 +5 3 SYNC", "1: 0 0 +10 10 SYNC", "1: 10 10 +10 20 SYNC", "2: 5 5 +5 4 SYNC");
    }
  }

  private static Box progressive(long offset) throws MediaException {
    TestTrack video =
        TestTrack.video(1, 100)
            .table(stts(row(2, 10)), stsc(row(1, 2, 1)), stsz(10, 20), stco(offset + 5));
    TestTrack audio =
        TestTrack.audio(2, 100, "mp4a", 1, 16)
            .table(stts(row(2, 5)), stsc(row(1, 1, 1)), stsz(3, 4), stco(offset, offset + 50));
    return moov(false, video, audio);
  }

  @Test
  void open_moovLast_isUnsupported() throws Exception {
    byte[] stream = bytes(ftyp(), mdat(pattern(100, 0)), progressive(28));
    assertCode(Code.UNSUPPORTED, () -> open(stream));
  }

  @Test
  void open_closedRecording_readsTheFragmentsInsideItsMdat() throws Exception {
    byte[] inner = join(bytes(moov(true, TestTrack.video(1, 100))), videoFragment(0));
    ByteBuffer header =
        BoxWriter.inMemory().largeHeader(FourCc.of("mdat"), inner.length).toBuffer();
    byte[] mdat = new byte[header.remaining()];
    header.get(mdat);
    // The places in the fragment are relative to it, so they need not be moved.
    byte[] stream = join(bytes(ftyp()), mdat, inner, bytes(progressive(28)));
    try (Demuxer demuxer = open(stream)) {
      assertThat(Reading.frames(demuxer)).containsExactly("1: 0 0 +10 9 SYNC");
    }
  }

  private static byte[] videoFragment(long time) throws MediaException {
    return TestFragment.bytes(pattern(9, 0), at -> traf(tfhd(1, 10), tfdt(time), trun(at, 9)));
  }

  @Test
  void read_cutInsideMedia_throwsTruncatedOnce() throws Exception {
    byte[] stream = join(start(), videoFragment(0), videoFragment(10));
    try (Demuxer demuxer = open(Arrays.copyOf(stream, stream.length - 1))) {
      assertThat(demuxer.read()).isPresent();
      assertCode(Code.TRUNCATED, demuxer::read);
      assertThat(demuxer.read()).isEmpty();
    }
  }

  @Test
  void read_zerosAtTheEnd_endsWithAnEvent() throws Exception {
    List<MediaEvent> events = new ArrayList<>();
    DemuxerOptions options = DemuxerOptions.builder().listener(events::add).build();
    try (Demuxer demuxer = open(join(start(), videoFragment(0), new byte[100]), options)) {
      assertThat(Reading.frames(demuxer)).hasSize(1);
    }
    assertThat(events)
        .singleElement()
        .extracting(MediaEvent::kind)
        .isEqualTo(MediaEvent.Kind.INPUT_SKIPPED);
  }

  @Test
  void read_samplesThatWentBy_areRefused() throws Exception {
    byte[] fragment =
        TestFragment.bytes(pattern(20, 0), at -> traf(tfhd(1, 10), trun(at + 10, 5), trun(at, 5)));
    try (Demuxer demuxer = open(join(start(), fragment))) {
      assertThat(demuxer.read()).isPresent();
      assertCode(Code.UNSUPPORTED, demuxer::read);
      assertThat(demuxer.read()).isEmpty();
    }
  }

  @Test
  void read_announcedSizeIsAbsurd_needsNoMemoryForIt() throws Exception {
    byte[] fragment =
        TestFragment.bytes(pattern(20, 0), at -> traf(tfhd(1, 10), trun(at, 200 << 20)));
    try (Demuxer demuxer = open(join(start(), fragment))) {
      assertCode(Code.TRUNCATED, demuxer::read);
    }
  }

  @Test
  void seekAndSamples_ofAStream_areUnsupported() throws Exception {
    try (Demuxer demuxer = open(start())) {
      assertCode(Code.UNSUPPORTED, () -> demuxer.seek(Duration.ZERO));
      assertCode(Code.UNSUPPORTED, () -> demuxer.samples(1));
      assertThat(demuxer.read()).isEmpty();
    }
  }

  @Test
  void open_empty_isTruncated() {
    assertCode(Code.TRUNCATED, () -> open(new byte[0]));
  }
}
