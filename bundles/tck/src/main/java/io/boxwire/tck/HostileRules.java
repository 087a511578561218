package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What damaged frames and samples may cause, and what they may not. */
final class HostileRules {
  private static final List<PayloadForm> FORMS =
      List.of(PayloadForm.STREAM, PayloadForm.LENGTH_PREFIXED);

  private final Subject subject;
  private final Duration patience;

  HostileRules(Subject subject, Duration patience) {
    this.subject = subject;
    this.patience = patience;
  }

  void frames() {
    Attempt.within(
        Clause.PACKETIZER_ERRORS,
        patience,
        () -> {
          for (Run run : runs()) {
            for (byte[] bad : Mutations.of(run.good)) {
              run.packetize(bad);
            }
          }
        });
  }

  /** After a frame that is refused, the next good one makes the sample that it would have made. */
  void stateKept() {
    Attempt.within(
        Clause.STATE_KEPT,
        patience,
        () -> {
          for (Run run : runs()) {
            for (byte[] bad : Mutations.of(run.good)) {
              run.goOnAfter(bad);
            }
          }
        });
  }

  void samples() {
    Attempt.within(
        Clause.DEPACKETIZER_ERRORS,
        patience,
        () -> {
          for (PayloadForm form : FORMS) {
            for (int number : places()) {
              byte[] good = subject.undisturbed().get(number).bytes();
              for (byte[] bad : Mutations.of(good)) {
                depacketize(bad, form, RandomAccess.SYNC);
                depacketize(bad, form, RandomAccess.NONE);
              }
            }
          }
        });
  }

  /** Depacketizes bytes that may be damaged. */
  void depacketize(byte[] bad, PayloadForm form, RandomAccess access) throws MediaException {
    DepacketizerContext context = DepacketizerContext.of(form, subject.format().timescale());
    Depacketizer depacketizer = subject.plugin().newDepacketizer(subject.entry(), context);
    Attempt.of(
        Clause.DEPACKETIZER_ERRORS,
        bad.length,
        () -> "a damaged sample of " + bad.length + " bytes",
        () -> depacketizer.depacketize(ByteBuffer.wrap(bad), access, new StoredSink()));
  }

  /** The tracks to damage: each form of payload, up to each of the places. */
  List<Run> runs() throws MediaException {
    List<Run> runs = new ArrayList<>();
    for (PayloadForm form : FORMS) {
      for (int number : places()) {
        runs.add(new Run(form, number));
      }
    }
    return runs;
  }

  /** The frames to damage: the first, the next of another kind, and the last. */
  private Set<Integer> places() {
    Set<Integer> places = new LinkedHashSet<>(List.of(0));
    RandomAccess first = subject.undisturbed().get(0).randomAccess();
    for (int i = 1; i < subject.undisturbed().size() && places.size() < 2; i++) {
      if (subject.undisturbed().get(i).randomAccess() != first) {
        places.add(i);
      }
    }
    places.add(subject.undisturbed().size() - 1);
    return places;
  }

  /** A track in one payload form, up to the frame that comes damaged. */
  final class Run {
    private final int number;
    private final Frame frame;
    private final byte[] good;
    private final Stored expected;
    private final PacketizerContext before;

    Run(PayloadForm form, int number) throws MediaException {
      this.number = number;
      TrackFormat format = subject.format().toBuilder().payloadForm(form).build();
      List<byte[]> payloads = subject.payloads(subject.undisturbed(), subject.format(), form);
      List<Frame> frames = new ArrayList<>();
      for (int i = 0; i <= number; i++) {
        Frame frame = subject.pictures().get(i);
        frames.add(form == PayloadForm.STREAM ? frame : Frames.with(frame, payloads.get(i)));
      }
      this.frame = frames.get(number);
      this.good = Frames.bytes(frame);
      Track track = new Track(subject.plugin(), format);
      track.writeAll(frames.subList(0, number));
      this.before = track.successor();
      this.expected = track.write(frame).orElseThrow();
      track.close();
    }

    void packetize(byte[] bad) throws MediaException {
      try (Packetizer packetizer = subject.plugin().newPacketizer(before)) {
        byte[] snapshot = packetizer.snapshot();
        StoredSink sink = new StoredSink();
        Packetizer.Outcome[] outcome = new Packetizer.Outcome[1];
        Optional<MediaException> thrown =
            Attempt.of(
                Clause.PACKETIZER_ERRORS,
                bad.length,
                () -> describe(bad),
                () -> outcome[0] = packetizer.packetize(Frames.with(frame, bad), sink));
        thrown.ifPresent(
            e ->
                Clause.PACKETIZER_ERRORS.require(
                    e.code() == MediaException.Code.BAD_FRAME,
                    () -> describe(bad) + " has the code " + e.code()));
        Clause.SAMPLE.require(
            outcome[0] != Packetizer.Outcome.SAMPLE || sink.bytes().length > 0,
            () -> "no bytes came of " + describe(bad));
        if (outcome[0] == Packetizer.Outcome.NO_PICTURE) {
          Clause.NO_PICTURE.require(
              !sink.used(), () -> "the sink was told of a frame without a picture");
          Clause.NO_PICTURE.require(
              Arrays.equals(snapshot, packetizer.snapshot()),
              () -> "the snapshot is another one after a frame without a picture");
        }
      }
    }

    void goOnAfter(byte[] bad) throws MediaException {
      try (Packetizer packetizer = subject.plugin().newPacketizer(before)) {
        byte[] snapshot = packetizer.snapshot();
        try {
          packetizer.packetize(Frames.with(frame, bad), new StoredSink());
          return;
        } catch (MediaException refused) {
          Clause.STATE_KEPT.require(
              Arrays.equals(snapshot, packetizer.snapshot()),
              () -> "the snapshot is another one after " + refused);
        }
        StoredSink sink = new StoredSink();
        packetizer.packetize(frame, sink);
        Clause.STATE_KEPT.requireEqual(
            expected, sink.stored(), "sample " + number + " after a damaged frame in its place");
      }
    }

    private String describe(byte[] bad) {
      return "frame %d, damaged, of %d bytes instead of %d"
          .formatted(number, bad.length, good.length);
    }
  }
}
