package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.BeforeFirstSync;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.Packetizer.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes samples of the frames of one track: through the codec plugin, or as they are for a track
 * that is copied. Frames without a picture are held and put in front of the next one. For one
 * thread at a time.
 */
final class Sampler {
  private static final long MOST_HELD = 1 << 20;

  private final Track track;
  private final MuxerOptions options;
  private final Arena arena;
  private final Optional<CodecLease> lease;
  private final ConfigurationRule configurations;
  private final Events events;
  private final List<ByteBuffer> held = new ArrayList<>();
  private final List<Claim> heldClaims = new ArrayList<>();
  private long heldBytes;
  private int heldFrames;
  private long refused;
  private boolean begun;

  Sampler(
      Track track,
      MuxerOptions options,
      ConfigurationRule configurations,
      Arena arena,
      Optional<CodecLease> lease,
      Events events) {
    this.track = track;
    this.options = options;
    this.configurations = configurations;
    this.arena = arena;
    this.lease = lease;
    this.events = events;
  }

  /** What became of a frame. */
  enum Result {
    /** There is a sample. */
    SAMPLE,
    /** The frame holds no picture and is held. */
    HELD,
    /** There is no codec plugin; the frame is as if never seen. */
    NO_PLUGIN
  }

  /**
   * Makes a sample of a frame.
   *
   * @param frame the frame
   * @param claim the hold on its payload
   * @param out an empty sample; if the result is SAMPLE, it needs the frame no longer
   * @throws MediaException BAD_FRAME or CONFIGURATION_CHANGED; the frame is not taken then
   */
  Result sample(Frame frame, FrameClaim claim, Sample out) throws MediaException {
    if (lease.isEmpty()) {
      copy(frame, out);
    } else {
      Optional<Outcome> outcome = lease.get().packetize(withHeld(frame), out);
      if (outcome.isEmpty()) {
        return Result.NO_PLUGIN;
      }
      if (outcome.get() == Outcome.NO_PICTURE) {
        hold(frame, claim);
        return Result.HELD;
      }
      configurations.apply(out);
      refuseBeforeSync(out);
    }
    if (out.size() == 0 || out.size() > Integer.MAX_VALUE) {
      throw bad(frame, "a sample of " + out.size() + " bytes can't be stored");
    }
    take(frame, claim, out);
    return Result.SAMPLE;
  }

  /** Makes the sample independent of the call, without a copy if the payload is transferred. */
  private void take(Frame frame, FrameClaim claim, Sample out) throws MediaException {
    out.frames = 1 + heldFrames;
    if (claim.lasting() && !(frame.region().isPresent() && lease.isPresent())) {
      for (int i = 0; i < heldClaims.size(); i++) {
        out.claim(heldClaims.get(i));
      }
      heldClaims.clear();
      out.claim(claim);
    } else if (frame.region().isPresent() && lease.isEmpty()) {
      // A borrowed region may be closed after the call: its bytes are read now.
      out.readRegion(read(frame.region().get()));
    } else {
      out.moveInto(arena);
      claim.release();
    }
    forgetHeld();
  }

  private void copy(Frame frame, Sample out) throws MediaException {
    int entries = track.format().sampleEntries().size();
    int entry = frame.descriptionIndex() == 0 && entries == 1 ? 1 : frame.descriptionIndex();
    if (entry < 1 || entry > entries) {
      throw bad(frame, "there is no sample entry of number " + entry);
    }
    out.entry = entry;
    out.randomAccess(frame.randomAccess());
    out.rollDistance(frame.rollDistance());
    if (frame.region().isPresent()) {
      out.region(frame.region().get());
    } else {
      frame.slices().forEach(out::bytes);
    }
  }

  /** The frame with what was held in front of it, and with its payload in memory. */
  private Frame withHeld(Frame frame) throws MediaException {
    if (held.isEmpty() && frame.region().isEmpty()) {
      return frame;
    }
    List<ByteBuffer> slices = new ArrayList<>(held);
    if (frame.region().isPresent()) {
      slices.add(read(frame.region().get()));
    } else {
      slices.addAll(frame.slices());
    }
    return Frame.on(frame.track())
        .times(frame.decodeTime(), frame.compositionTime())
        .duration(frame.duration())
        .randomAccess(frame.randomAccess())
        .rollDistance(frame.rollDistance())
        .descriptionIndex(frame.descriptionIndex())
        .slices(slices)
        .build();
  }

  private static ByteBuffer read(FileRegion region) throws MediaException {
    ByteBuffer bytes = ByteBuffer.allocate(region.size());
    try {
      while (bytes.hasRemaining()) {
        if (region.channel().read(bytes, region.position() + bytes.position()) < 0) {
          throw new EOFException("the file ends before " + region);
        }
      }
    } catch (IOException e) {
      throw MediaException.of(
          MediaException.Code.BAD_FRAME, "a frame could not be read from its file", e);
    }
    return bytes.flip();
  }

  private void hold(Frame frame, FrameClaim claim) throws MediaException {
    if (heldBytes + frame.size() > MOST_HELD) {
      throw bad(frame, "too much has come without a picture");
    }
    if (claim.lasting() && frame.region().isEmpty()) {
      held.addAll(frame.slices());
      heldClaims.add(claim);
    } else {
      held.add(copyOf(frame));
      claim.release();
    }
    heldBytes += frame.size();
    heldFrames++;
  }

  /** The payload in memory of its own. */
  static ByteBuffer copyOf(Frame frame) throws MediaException {
    if (frame.region().isPresent()) {
      return read(frame.region().get());
    }
    ByteBuffer copy = ByteBuffer.allocate(frame.size());
    frame.slices().forEach(slice -> copy.put(slice.duplicate()));
    return copy.flip();
  }

  /** What was held is in a sample, or given up; memory that no sample has taken over goes back. */
  private void forgetHeld() {
    held.clear();
    heldBytes = 0;
    heldFrames = 0;
    while (!heldClaims.isEmpty()) {
      heldClaims.remove(heldClaims.size() - 1).release();
    }
  }

  private void refuseBeforeSync(Sample sample) throws MediaException {
    if (begun || !track.video()) {
      return;
    }
    if (sample.access == RandomAccess.NONE && options.beforeFirstSync() == BeforeFirstSync.REFUSE) {
      refused++;
      throw MediaException.of(
          MediaException.Code.BAD_FRAME,
          "track "
              + track.id()
              + ", time "
              + sample.decodeTime
              + ": nothing can be decoded before the first random access point");
    }
    begun = true;
    reportRefused();
  }

  private void reportRefused() {
    if (refused > 0) {
      events.add(
          MediaEvent.onTrack(
              MediaEvent.Kind.FRAMES_REFUSED,
              track.id(),
              refused == 1
                  ? "1 frame before the first random access point was refused"
                  : refused + " frames before the first random access point were refused"));
      refused = 0;
    }
  }

  /** Nothing more comes: reports what is left over, and lets go of it. */
  void finish() {
    reportRefused();
    if (heldFrames > 0) {
      events.add(
          MediaEvent.onTrack(
              MediaEvent.Kind.NAL_UNITS_LEFT_OVER,
              track.id(),
              (heldFrames == 1
                      ? "1 frame without a picture is left over, "
                      : heldFrames + " frames without a picture are left over, ")
                  + heldBytes
                  + " bytes"));
    }
    forgetHeld();
    lease.ifPresent(CodecLease::close);
  }

  private MediaException bad(Frame frame, String what) {
    return MediaException.of(
        MediaException.Code.BAD_FRAME,
        "track " + track.id() + ", time " + frame.decodeTime() + ": " + what);
  }
}
