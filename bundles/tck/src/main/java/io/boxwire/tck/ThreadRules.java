package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.codec.CodecPlugin;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** That tracks share nothing, on one thread or on several. */
final class ThreadRules {
  private static final int THREADS = 4;
  private static final int ROUNDS = 20;

  private final Subject subject;
  private final CodecPlugin plugin;

  ThreadRules(Subject subject) {
    this.subject = subject;
    this.plugin = subject.plugin();
  }

  /** Two tracks take turns on one thread; where there is a change, the other is of its kind. */
  void interleaved() throws MediaException {
    Optional<Subject> changed = subject.changed();
    Subject other = changed.orElse(subject);
    Track left = new Track(plugin, subject.format());
    Track right = new Track(plugin, other.format());
    List<Stored> samples = new ArrayList<>();
    List<Stored> others = new ArrayList<>();
    for (int i = 0; i < Math.max(subject.pictures().size(), other.pictures().size()); i++) {
      writeOne(left, subject.pictures(), i).ifPresent(samples::add);
      writeOne(right, other.pictures(), i).ifPresent(others::add);
    }
    subject.requireUndisturbed(Clause.THREADS, samples, "a track beside another");
    other.requireUndisturbed(Clause.THREADS, others, "the other track");
    left.close();
    right.close();
  }

  private static Optional<Stored> writeOne(Track track, List<Frame> frames, int number)
      throws MediaException {
    return number < frames.size() ? track.write(frames.get(number)) : Optional.empty();
  }

  void atOnce(Duration patience) throws Exception {
    List<ByteBuffer> payloads = payloads();
    CyclicBarrier together = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      ExecutorCompletionService<Void> runs = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < THREADS; i++) {
        runs.submit(() -> run(together, payloads));
      }
      for (int i = 0; i < THREADS; i++) {
        Future<Void> ended = runs.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        Clause.THREADS.require(ended != null, () -> "a thread has not ended within " + patience);
        ended.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError broken) {
        throw broken;
      }
      Clause.THREADS.broken("one of " + THREADS + " threads ended in " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Once frame by frame beside the other threads, then as fast as each of them can. */
  private Void run(CyclicBarrier together, List<ByteBuffer> payloads) throws Exception {
    Track track = new Track(plugin, subject.format());
    List<Stored> stored = new ArrayList<>();
    for (Frame frame : subject.pictures()) {
      together.await();
      track.write(frame).ifPresent(stored::add);
    }
    together.await();
    track.close();
    subject.requireUndisturbed(Clause.THREADS, stored, "a track in step with other threads");
    for (int round = 0; round < ROUNDS; round++) {
      List<Stored> again = Track.samples(plugin, subject.format(), subject.pictures());
      subject.requireUndisturbed(Clause.THREADS, again, "a track on one of several threads");
      Subject.requireSame(Clause.THREADS, payloads, payloads(), "payloads read at once");
      String codecString = plugin.codecString(subject.entry());
      Clause.THREADS.requireEqual(
          subject.configuration().codecString(), codecString, "the codec string");
    }
    return null;
  }

  private List<ByteBuffer> payloads() throws MediaException {
    return subject.payloads(subject.undisturbed(), subject.format(), PayloadForm.STREAM).stream()
        .map(ByteBuffer::wrap)
        .toList();
  }
}
