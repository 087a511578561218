package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.StreamWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From frames to samples and back. */
final class RoundTripRules {
  private final Subject subject;

  RoundTripRules(Subject subject) {
    this.subject = subject;
  }

  void payloads() throws MediaException {
    for (ParameterSets place : ParameterSets.values()) {
      TrackFormat format = subject.format().toBuilder().parameterSets(place).build();
      List<Frame> pictures = subject.pictures();
      List<Stored> stored = Track.samples(subject.plugin(), format, pictures);
      List<byte[]> payloads = subject.payloads(stored, format, PayloadForm.STREAM);
      Subject.requireSame(
          Clause.ROUND_TRIP,
          subject.canonical(pictures),
          payloads.stream().map(subject::canonical).toList(),
          "payloads with parameter sets " + place);
    }
  }

  /** What comes back can be written again, in either form, and makes the same samples. */
  void secondGeneration() throws MediaException {
    for (ParameterSets place : ParameterSets.values()) {
      TrackFormat format = subject.format().toBuilder().parameterSets(place).build();
      List<Stored> first = Track.samples(subject.plugin(), format, subject.pictures());
      for (PayloadForm form : List.of(PayloadForm.STREAM, PayloadForm.LENGTH_PREFIXED)) {
        TrackFormat again = format.toBuilder().payloadForm(form).build();
        List<byte[]> payloads = subject.payloads(first, format, form);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
          frames.add(Frames.with(subject.pictures().get(i), payloads.get(i)));
        }
        Subject.requireSame(
            Clause.PAYLOAD_FORM,
            first,
            Track.samples(subject.plugin(), again, frames),
            "samples made of payloads read as " + form + " with parameter sets " + place);
      }
    }
  }

  /** The payloads that come back, written as a stream, are cut into the same frames. */
  void streamWrittenAgain() throws MediaException {
    CodecSamples samples = subject.samples();
    TrackFormat stored =
        TrackFormat.copy(
                subject.format().mediaType(),
                subject.format().handler(),
                subject.format().timescale(),
                List.of(subject.entry()))
            .build();
    StoredSink out = new StoredSink();
    Optional<StreamWriter> writer = subject.plugin().newStreamWriter(stored);
    List<byte[]> payloads =
        subject.payloads(subject.undisturbed(), subject.format(), PayloadForm.STREAM);
    for (int i = 0; i < payloads.size(); i++) {
      Frame frame = Frames.with(subject.pictures().get(i), payloads.get(i));
      if (writer.isPresent()) {
        writer.get().write(frame, out);
      } else {
        out.bytes(frame.payload());
      }
    }
    if (writer.isPresent()) {
      writer.get().finish(out);
    }
    List<Frame> again =
        Windows.cut(
            subject.plugin().newAssembler(samples.options()),
            ByteBuffer.wrap(out.bytes()),
            Integer.MAX_VALUE);
    Subject.requireSame(
        Clause.STREAM_WRITER,
        subject.canonical(subject.pictures()),
        subject.canonical(again),
        "payloads cut from the stream written");
  }

  void syncAndDurations() {
    boolean audio = subject.plugin().mediaType() == MediaType.AUDIO;
    boolean anySync = false;
    for (int i = 0; i < subject.undisturbed().size(); i++) {
      Frame frame = subject.pictures().get(i);
      Stored sample = subject.undisturbed().get(i);
      boolean sync = sample.randomAccess() == RandomAccess.SYNC;
      anySync |= sync;
      if (frame.sync()) {
        Clause.SYNC.require(sync, () -> sample + " of " + frame);
      }
      if (audio) {
        Clause.DURATION.require(
            sample.duration().isPresent() && sample.duration().getAsLong() > 0,
            () -> sample + " of " + frame);
        if (frame.duration() != Frame.UNKNOWN_DURATION) {
          Clause.DURATION.requireEqual(
              frame.duration(), sample.duration().getAsLong(), "the duration of " + frame);
        }
      }
    }
    Clause.SYNC.require(anySync, () -> "no sample is a sync sample");
  }

  /** Samples that may be cut anywhere give the same bytes when they are. */
  void audioFrames() throws MediaException {
    Depacketizer depacketizer =
        subject
            .plugin()
            .newDepacketizer(
                subject.entry(),
                DepacketizerContext.of(PayloadForm.STREAM, subject.format().timescale()));
    int unit = depacketizer.audioFrameBytes();
    Clause.AUDIO_FRAMES.require(unit >= 0, () -> "audioFrameBytes() is " + unit);
    if (unit == 0) {
      return;
    }
    for (Stored sample : subject.undisturbed()) {
      Clause.AUDIO_FRAMES.requireEqual(
          0, sample.content().remaining() % unit, "what is left behind the last audio frame");
      StoredSink whole = new StoredSink();
      depacketizer.depacketize(sample.copy(), sample.randomAccess(), whole);
      StoredSink pieces = new StoredSink();
      ByteBuffer rest = sample.copy();
      while (rest.hasRemaining()) {
        depacketizer.depacketize(rest.slice(rest.position(), unit), sample.randomAccess(), pieces);
        rest.position(rest.position() + unit);
      }
      Clause.AUDIO_FRAMES.requireEqual(
          ByteBuffer.wrap(whole.bytes()), ByteBuffer.wrap(pieces.bytes()), "the joined payload");
    }
  }
}
