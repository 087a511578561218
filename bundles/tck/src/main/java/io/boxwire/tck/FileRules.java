package io.boxwire.tck;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** From frames through real files and back, by the muxer and demuxer on the class path. */
final class FileRules {
  private static final String ADD =
      "to check %s against real files, add io.boxwire:io.boxwire.%s and"
          + " io.boxwire:io.boxwire.box (and org.slf4j:slf4j-api) to the class path of its tests";

  private final Subject subject;
  private final MuxerFactory muxers;
  private final DemuxerFactory demuxers;

  FileRules(Subject subject, Boxwire boxwire) {
    this.subject = subject;
    this.muxers = need("muxer", boxwire::muxers).using(List.of(subject.plugin()));
    this.demuxers = need("demuxer", boxwire::demuxers).using(List.of(subject.plugin()));
  }

  private <T> T need(String bundle, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalStateException missing) {
      return Assertions.fail(ADD.formatted(subject.plugin().codec(), bundle), missing);
    }
  }

  void layout(Layout layout, Path folder) throws MediaException, InterruptedException {
    roundTrip(layout, folder, subject.pictures(), "a " + layout + " file");
  }

  /**
   * Fragments hold no change, and a hybrid file one that can travel in its samples alone: what is
   * refused there is the muxer's to show.
   */
  void change(Path folder) throws MediaException, InterruptedException {
    List<Layout> layouts = new ArrayList<>(List.of(Layout.PROGRESSIVE, Layout.FAST_START));
    if (subject.configuration().inBand().hasRemaining()) {
      layouts.add(Layout.HYBRID);
    }
    for (Layout layout : layouts) {
      String what = "a " + layout + " file with a change";
      roundTrip(layout, folder, subject.picturesWithChange(), what);
    }
  }

  void stream() throws MediaException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(new Sink.Stream(Channels.newChannel(out)), Layout.FRAGMENTED, subject.pictures());
    Source source =
        new Source.Stream(Channels.newChannel(new ByteArrayInputStream(out.toByteArray())));
    check(source, subject.pictures(), "a fragmented stream");
  }

  private void roundTrip(Layout layout, Path folder, List<Frame> frames, String what)
      throws MediaException, InterruptedException {
    Path file = folder.resolve(layout + "-" + frames.size() + ".mp4");
    write(new Sink.File(file), layout, frames);
    check(new Source.File(file), frames, what);
  }

  private void write(Sink sink, Layout layout, List<Frame> frames)
      throws MediaException, InterruptedException {
    MuxerOptions options =
        MuxerOptions.builder()
            .layout(layout)
            .beforeFirstSync(MuxerOptions.BeforeFirstSync.STORE)
            .build();
    try (Muxer muxer = muxers.open(sink, options)) {
      int track = muxer.addTrack(subject.format());
      boolean transferred = false;
      for (Frame frame : frames) {
        // By turns copied by the muxer within the call, and written later from where they lie.
        Frame numbered = frame.toBuilder().track(track).build();
        muxer.write(transferred ? numbered.keep() : numbered);
        transferred = !transferred;
      }
    }
  }

  private void check(Source source, List<Frame> written, String what) throws MediaException {
    List<ByteBuffer> payloads = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    try (Demuxer demuxer = demuxers.open(source, DemuxerOptions.of(PayloadForm.STREAM))) {
      TrackInfo track = demuxer.movie().tracks().get(0);
      Clause.FILES.requireEqual(
          Optional.of(subject.plugin().codec()), track.codec(), what + ": the codec");
      Clause.FILES.requireEqual(
          subject.samples().codecString(), track.codecString(), what + ": the codec string");
      for (Optional<Frame> frame = demuxer.read(); frame.isPresent(); frame = demuxer.read()) {
        payloads.add(subject.canonical(Frames.bytes(frame.get())));
        times.add(frame.get().decodeTime());
      }
    }
    Subject.requireSame(Clause.FILES, subject.canonical(written), payloads, what + ": payloads");
    long shift = written.get(0).decodeTime() - times.get(0);
    List<Long> expected = written.stream().map(frame -> frame.decodeTime() - shift).toList();
    Subject.requireSame(Clause.FILES, expected, times, what + ": decode times");
  }
}
