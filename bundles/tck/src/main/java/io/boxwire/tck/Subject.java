package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** A plugin, the frames to run it on, and what it makes of them when nothing disturbs it. */
final class Subject {
  private static final int FEWEST = 2;

  private final CodecPlugin plugin;
  private final CodecSamples samples;
  private final TrackFormat format;
  private final List<Frame> frames;
  private final List<Frame> pictures = new ArrayList<>();
  private final List<Stored> undisturbed = new ArrayList<>();

  private Subject(CodecPlugin plugin, CodecSamples samples, TrackFormat format, List<Frame> frames)
      throws MediaException {
    this.plugin = plugin;
    this.samples = samples;
    this.format = format;
    this.frames = frames;
    Track track = new Track(plugin, format);
    for (Frame frame : frames) {
      Frame whole = track.withHeld(frame);
      Optional<Stored> sample = track.write(frame);
      if (sample.isPresent()) {
        pictures.add(Frames.with(whole, Frames.bytes(whole)));
        undisturbed.add(sample.get());
      }
    }
    track.close();
  }

  static Subject of(CodecPlugin plugin, CodecSamples samples) throws MediaException {
    TrackFormat format;
    List<Frame> frames;
    if (samples.stream().isPresent()) {
      Assembler assembler = plugin.newAssembler(samples.options());
      frames = Windows.cut(assembler, samples.stream().get(), Integer.MAX_VALUE);
      Assertions.assertFalse(frames.isEmpty(), "the samples' stream holds no frame");
      format = assembler.format().orElseThrow();
    } else {
      format = samples.format().orElseThrow();
      frames = samples.frames();
    }
    Subject subject = new Subject(plugin, samples, format, Frames.plain(frames));
    Assertions.assertTrue(
        subject.undisturbed.size() >= FEWEST, "the samples need at least " + FEWEST + " frames");
    Clause.CONFIGURATION.require(
        subject.undisturbed.get(0).configuration().isPresent(),
        () -> "none came with the first sample");
    return subject;
  }

  CodecPlugin plugin() {
    return plugin;
  }

  CodecSamples samples() {
    return samples;
  }

  TrackFormat format() {
    return format;
  }

  /** The frames as they came, each in heap memory of its own, as if cut by nobody. */
  List<Frame> frames() {
    return frames;
  }

  /** The frames that make samples, with what holds no picture in front of the next one. */
  List<Frame> pictures() {
    return pictures;
  }

  /** A sample for each of the pictures. */
  List<Stored> undisturbed() {
    return undisturbed;
  }

  CodecConfiguration configuration() {
    return undisturbed.get(0).configuration().orElseThrow();
  }

  SampleEntry entry() {
    return Entries.of(format, configuration());
  }

  /** The samples of the change, if there is one. */
  Optional<Subject> changed() throws MediaException {
    return samples.changed().isPresent()
        ? Optional.of(of(plugin, samples.changed().get()))
        : Optional.empty();
  }

  /** The pictures, and behind them those with another configuration, if there are any. */
  List<Frame> picturesWithChange() throws MediaException {
    Optional<Subject> changed = changed();
    return changed.isPresent() ? Frames.joined(pictures, changed.get().pictures) : pictures;
  }

  /** The form in which a payload is compared. */
  ByteBuffer canonical(byte[] payload) {
    return ByteBuffer.wrap(samples.canonical().apply(payload.clone()));
  }

  /** The forms in which some frames are compared. */
  List<ByteBuffer> canonical(List<Frame> frames) {
    return frames.stream().map(frame -> canonical(Frames.bytes(frame))).toList();
  }

  /** The payloads that some samples give, in order. */
  List<byte[]> payloads(List<Stored> stored, TrackFormat as, PayloadForm form)
      throws MediaException {
    List<byte[]> payloads = new ArrayList<>();
    Depacketizer depacketizer = null;
    for (Stored sample : stored) {
      if (sample.configuration().isPresent()) {
        SampleEntry entry = Entries.of(as, sample.configuration().get());
        DepacketizerContext context = DepacketizerContext.of(form, as.timescale());
        depacketizer = plugin.newDepacketizer(entry, context);
      }
      StoredSink sink = new StoredSink();
      depacketizer.depacketize(sample.copy(), sample.randomAccess(), sink);
      payloads.add(sink.bytes());
    }
    return payloads;
  }

  /**
   * Fails unless samples are those of an undisturbed run.
   *
   * @param clause what a difference breaks
   * @param when what disturbed it, for people
   */
  void requireUndisturbed(Clause clause, List<Stored> actual, String when) {
    requireSame(clause, undisturbed, actual, when);
  }

  static void requireSame(Clause clause, List<?> expected, List<?> actual, String when) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      clause.requireEqual(expected.get(i), actual.get(i), when + ": number " + i);
    }
    clause.requireEqual(expected.size(), actual.size(), when + ": the count");
  }
}
