package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.AudioSamples;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way of one track's frames to the pump: checks their times, has samples made of them, and
 * keeps the last sample back until the next one says how long it lasts.
 *
 * <p>While there is no codec plugin, frames are kept, within bounds, and go on in order when one
 * has come. The lock is the track's own.
 */
final class TrackWriter {
  /** The duration of an only sample of which nothing is known: a 25th of a second. */
  private static final int UNKNOWN_RATE = 25;

  /** The greatest duration of a sample. */
  private static final long LONGEST = 0xffff_ffffL;

  /** The greatest time, so that two can be added. */
  private static final long LATEST = Long.MAX_VALUE / 4;

  /** The muxer around the track. */
  interface Host {
    /** Throws if nothing more can be written. */
    void checkOpen() throws MediaException;

    /**
     * A track has no codec plugin: looks after it later.
     *
     * @return to call it off, so that nothing is held on to for longer than there is a need
     */
    Future<?> later(Runnable look, Duration time);

    /** How long one is waited for. */
    Duration codecWait();

    /** No codec plugin has come in time. */
    void codecGone(Track track);

    /** Frames that were accepted can't be stored. */
    void lost(MediaException why);
  }

  private final Track track;
  private final MuxerOptions options;
  private final Sampler sampler;
  private final Optional<CodecLease> lease;
  private final CodecWatch watch;
  private final Pump pump;
  private final Host host;
  private final Events events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final KeptFrames kept;

  /** How many writers wait for room among the frames that are kept. */
  private int blocked;

  private Sample pending;
  private long lastDecodeTime = Long.MIN_VALUE;
  private long lastDuration;
  private long gaps;
  private long gapTicks;
  private boolean finished;

  TrackWriter(
      Track track,
      MuxerOptions options,
      PluginRegistry plugins,
      Arena arena,
      Pump pump,
      Host host,
      Events events)
      throws MediaException {
    this.track = track;
    this.options = options;
    this.pump = pump;
    this.host = host;
    this.events = events;
    this.kept = new KeptFrames(options.codecBufferBytes());
    Optional<String> codec = track.format().codec();
    this.watch = new CodecWatch(track, codec.orElse(""), host, events, this::passOn);
    this.lease =
        codec.isPresent()
            ? Optional.of(CodecLease.open(plugins, track.format(), codec.get(), watch))
            : Optional.empty();
    ConfigurationRule configurations = new ConfigurationRule(track, options.layout(), events);
    this.sampler = new Sampler(track, options, configurations, arena, lease, events);
  }

  Track track() {
    return track;
  }

  /** The codec whose plugin has left and not come back, if one has. */
  Optional<String> codecAwaited() {
    return lease.filter(CodecLease::idle).map(CodecLease::codec);
  }

  /**
   * Writes a frame.
   *
   * @param frame the frame
   * @param claim the hold on its payload
   * @throws MediaException as {@link io.boxwire.api.Muxer#write}
   * @throws InterruptedException if interrupted while it waits; the frame is as if never seen
   */
  void write(Frame frame, FrameClaim claim) throws MediaException, InterruptedException {
    long offered = System.nanoTime();
    lock.lockInterruptibly();
    try {
      host.checkOpen();
      check(frame);
      pump.awaitRoom();
      host.checkOpen();
      passKept();
      boolean waited = false;
      while (!kept.isEmpty() || !pass(frame, claim)) {
        if (keep(frame, claim, offered)) {
          waited = false;
          break;
        }
        waited = true;
        awaitChange();
        host.checkOpen();
      }
      if (waited) {
        kept.noteWait(offered);
      }
      lastDecodeTime = frame.decodeTime();
      track.took();
      tellOfWait();
    } finally {
      lock.unlock();
    }
  }

  private void awaitChange() throws InterruptedException {
    blocked++;
    try {
      changed.await();
    } finally {
      blocked--;
    }
  }

  /** Tells of a wait for a plugin that is over; the last writer that had to wait does. */
  private void tellOfWait() {
    if (blocked == 0 && kept.isEmpty()) {
      watch.tellOfWait(kept);
    }
  }

  private void check(Frame frame) throws MediaException {
    if (track.leftOut()) {
      throw Pump.leftOut(track);
    }
    if (frame.size() == 0) {
      throw bad(frame, "the payload is empty");
    }
    if (!countable(frame.decodeTime()) || !countable(frame.compositionTime())) {
      throw bad(frame, "the time is beyond what can be counted with");
    }
    if (frame.duration() > LONGEST) {
      throw bad(frame, "the duration " + frame.duration() + " is more than a file can express");
    }
    if (frame.decodeTime() < lastDecodeTime) {
      throw bad(frame, "the decode time goes backwards, from " + lastDecodeTime);
    }
    if (!track.copied() && frame.compositionTime() < frame.decodeTime()) {
      throw bad(frame, "the composition time " + frame.compositionTime() + " comes before it");
    }
    if (frame.decodeTime() - previousTime(frame) > LONGEST) {
      throw bad(frame, "the time since the last frame is more than a file can express");
    }
    if (Math.abs(frame.compositionTime() - frame.decodeTime()) > Integer.MAX_VALUE) {
      throw bad(frame, "the composition time is too far from it");
    }
    if (pending != null
        && inTicks()
        && frame.decodeTime() - pending.decodeTime != pending.ownDuration) {
      throw bad(frame, "a gap can't be expressed where each audio frame is a sample");
    }
  }

  private static boolean countable(long time) {
    return time >= -LATEST && time <= LATEST;
  }

  /** The decode time of what becomes the sample before, as far as anything is known. */
  private long previousTime(Frame frame) {
    if (!kept.isEmpty()) {
      return kept.lastDecodeTime();
    }
    return pending == null ? frame.decodeTime() : pending.decodeTime;
  }

  private boolean inTicks() {
    return track.audio() && options.audioSamples() == AudioSamples.AUDIO_FRAME;
  }

  /** Has a sample made of the frame; false if that has to wait. */
  private boolean pass(Frame frame, FrameClaim claim) throws MediaException {
    Sample sample = track.sample(frame.decodeTime(), frame.compositionTime());
    switch (sampler.sample(frame, claim, sample)) {
      case NO_PLUGIN -> {
        return false;
      }
      case HELD -> {}
      case SAMPLE -> pass(frame, sample);
    }
    return true;
  }

  private void pass(Frame frame, Sample sample) throws MediaException {
    if (sample.ownDuration == Sample.UNKNOWN) {
      sample.ownDuration = frame.duration();
    }
    boolean passed = false;
    try {
      if (sample.ownDuration > LONGEST) {
        throw bad(frame, "it lasts longer than a file can express");
      }
      if (inTicks() && (sample.ownDuration <= 0 || sample.size() % sample.ownDuration != 0)) {
        throw bad(frame, "the payload is no whole number of audio frames");
      }
      Sample previous = pending;
      pending = null;
      if (previous == null) {
        pump.start(track, sample);
      } else {
        previous.duration = sample.decodeTime - previous.decodeTime;
        lastDuration = previous.duration;
        noteGap(previous);
        pump.offer(previous, sample.time);
      }
      pending = sample;
      passed = true;
    } finally {
      if (!passed) {
        sample.release();
      }
    }
  }

  private void noteGap(Sample sample) {
    if (track.audio() && sample.ownDuration > 0 && sample.duration > sample.ownDuration) {
      gaps++;
      gapTicks += sample.duration - sample.ownDuration;
      if (gaps == 1) {
        events.add(
            MediaEvent.onTrack(
                MediaEvent.Kind.GAP,
                track.id(),
                (sample.duration - sample.ownDuration)
                    + " ticks are missing after time "
                    + sample.decodeTime
                    + "; the last block is lengthened"));
      }
    }
  }

  /** Keeps a frame until there is a codec plugin; false if there is no room. */
  private boolean keep(Frame frame, FrameClaim claim, long offered) throws MediaException {
    if (!kept.hasRoom(frame.size())) {
      return false;
    }
    track.waitForCodec(true);
    if (claim.lasting()) {
      kept.add(new KeptFrames.Kept(frame, claim, offered));
    } else {
      Frame copy = frame.toBuilder().payload(Sampler.copyOf(frame)).build();
      kept.add(new KeptFrames.Kept(copy, FrameClaim.copied(copy), offered));
    }
    return true;
  }

  /** Lets frames go on that were kept. */
  private void passKept() throws MediaException {
    while (!kept.isEmpty()) {
      KeptFrames.Kept next = kept.first();
      Frame frame = next.frame();
      Sample sample = track.sample(frame.decodeTime(), frame.compositionTime());
      try {
        Sampler.Result result = sampler.sample(frame, next.claim(), sample);
        if (result == Sampler.Result.NO_PLUGIN) {
          return;
        }
        kept.removeFirst();
        if (result == Sampler.Result.SAMPLE) {
          pass(frame, sample);
        }
      } catch (MediaException e) {
        if (kept.first() == next) {
          kept.removeFirst();
          next.claim().release();
        }
        host.lost(e);
        if (e.code() != MediaException.Code.BAD_FRAME
            && e.code() != MediaException.Code.CONFIGURATION_CHANGED) {
          throw e;
        }
      }
    }
    track.waitForCodec(false);
    changed.signalAll();
  }

  /** A plugin has come: frames that were kept go on. */
  private void passOn() {
    lock.lock();
    try {
      if (!finished) {
        passKept();
        tellOfWait();
      }
    } catch (MediaException e) {
      // The next call to the muxer throws it as well.
      host.lost(e);
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  /** Wakes whoever waits for a codec plugin, to see whether that is of use. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Nothing more comes: passes the last sample on and lets go of everything.
   *
   * @return how many frames that were accepted can't be written
   */
  int finish() {
    lock.lock();
    try {
      try {
        passKept();
        awaitCodec();
        finished = true;
        passKept();
        tellOfWait();
        passLast();
      } catch (MediaException e) {
        host.lost(e);
      }
      int unwritten = kept.giveUp();
      track.waitForCodec(false);
      sampler.finish();
      if (gaps > 1) {
        events.add(
            MediaEvent.onTrack(
                MediaEvent.Kind.GAP, track.id(), gaps + " gaps of " + gapTicks + " ticks in all"));
      }
      changed.signalAll();
      return unwritten;
    } finally {
      lock.unlock();
    }
  }

  /** Frames that were accepted are worth waiting for a plugin, as long as a writer would. */
  private void awaitCodec() {
    boolean interrupted = false;
    while (lease.isPresent() && !kept.isEmpty()) {
      long patience = lease.get().patience(host.codecWait());
      if (patience <= 0) {
        break;
      }
      try {
        changed.awaitNanos(Math.min(patience, CodecWatch.LOOK.toNanos()));
      } catch (InterruptedException e) {
        // A closing thread that is interrupted waits no longer, and says so.
        interrupted = true;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void passLast() throws MediaException {
    Sample last = pending;
    pending = null;
    if (last == null) {
      return;
    }
    if (last.ownDuration > 0 || track.copied() && last.ownDuration == 0) {
      last.duration = last.ownDuration;
    } else if (lastDuration > 0) {
      last.duration = lastDuration;
    } else {
      last.duration = Math.max(1, track.timescale() / UNKNOWN_RATE);
    }
    pump.offer(last, Ticks.LONGEST);
  }

  private MediaException bad(Frame frame, String what) {
    return MediaException.of(
        MediaException.Code.BAD_FRAME,
        "track " + track.id() + ", time " + frame.decodeTime() + ": " + what);
  }
}
