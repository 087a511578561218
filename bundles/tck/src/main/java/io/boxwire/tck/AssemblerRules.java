package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.Assembler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a raw stream is cut up. */
final class AssemblerRules {
  private static final int[] STEPS = {1, 2, 3, 7, 61, 509, 4093, 65_521};
  private static final int SMALL = 4096;

  private final Subject subject;

  AssemblerRules(Subject subject) {
    this.subject = subject;
  }

  void rawStream() throws MediaException {
    if (subject.samples().stream().isEmpty()) {
      Optional<MediaException> thrown =
          Attempt.of(
              Clause.RAW_STREAM,
              0,
              () -> "newAssembler",
              () -> subject.plugin().newAssembler(subject.samples().options()));
      Clause.RAW_STREAM.require(
          thrown.isPresent() && thrown.get().code() == MediaException.Code.UNSUPPORTED,
          () -> "an assembler, but the samples have no stream: give CodecSamples.ofStream one");
      return;
    }
    CodecSamples samples = subject.samples();
    int count = subject.undisturbed().size();
    samples.frameCount().ifPresent(n -> Clause.RAW_STREAM.requireEqual(n, count, "the count"));
    Clause.STREAM_FORMAT.requireEqual(
        Optional.of(subject.plugin().codec()), subject.format().codec(), "the format's codec");
    Clause.STREAM_FORMAT.requireEqual(
        subject.plugin().mediaType(), subject.format().mediaType(), "the format's kind");
    samples
        .timescale()
        .ifPresent(
            n -> Clause.STREAM_FORMAT.requireEqual(n, subject.format().timescale(), "timescale"));
    long before = Long.MIN_VALUE;
    for (Frame frame : subject.frames()) {
      long last = before;
      Clause.RAW_STREAM.require(
          frame.decodeTime() >= last,
          () -> "decode times go back from " + last + " to " + frame.decodeTime());
      Clause.RAW_STREAM.require(
          frame.compositionTime() >= frame.decodeTime(),
          () -> "shown before it is decoded: " + frame);
      before = frame.decodeTime();
    }
  }

  void anyWindow() throws MediaException {
    ByteBuffer stream = subject.samples().stream().get();
    ByteBuffer direct =
        ByteBuffer.allocateDirect(stream.remaining()).put(stream.duplicate()).flip();
    List<String> expected = lines(subject.frames());
    for (int step : STEPS) {
      if (step < stream.remaining()) {
        requireSame(expected, stream, step, "windows growing by " + step);
      }
    }
    requireSame(expected, direct, SMALL, "direct windows");
  }

  private void requireSame(List<String> expected, ByteBuffer stream, int step, String what)
      throws MediaException {
    Assembler assembler = subject.plugin().newAssembler(subject.samples().options());
    List<String> actual = lines(Windows.cut(assembler, stream, step));
    Subject.requireSame(Clause.ANY_WINDOW, expected, actual, what);
  }

  void hostileStreams(Duration patience) {
    ByteBuffer all = subject.samples().stream().get();
    byte[] good = new byte[Math.min(all.remaining(), SMALL)];
    all.get(good);
    Attempt.within(
        Clause.ASSEMBLER_ERRORS,
        patience,
        () -> {
          for (byte[] bad : Mutations.of(good)) {
            cut(bad, Integer.MAX_VALUE);
            cut(bad, 499);
          }
        });
  }

  /**
   * Cuts up a stream that may be damaged.
   *
   * @param bad the stream
   * @param step by how many bytes a window grows
   */
  void cut(byte[] bad, int step) {
    // Each window may cost what it is long, and is presented until it is whole.
    long input = (long) bad.length * (1 + bad.length / step);
    Attempt.of(
        Clause.ASSEMBLER_ERRORS,
        input,
        () -> "a stream of " + bad.length + " damaged bytes",
        () ->
            Windows.cut(
                subject.plugin().newAssembler(subject.samples().options()),
                ByteBuffer.wrap(bad),
                step));
  }

  private static List<String> lines(List<Frame> frames) {
    return frames.stream()
        .map(
            f ->
                "%s lasting %d, hash %08x"
                    .formatted(f, f.duration(), ByteBuffer.wrap(Frames.bytes(f)).hashCode()))
        .toList();
  }
}
