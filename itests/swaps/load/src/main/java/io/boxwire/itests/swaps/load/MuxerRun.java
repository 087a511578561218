package io.boxwire.itests.swaps.load;

import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.TrackFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Writes into a muxer, from one thread or from one for each track. */
final class MuxerRun implements Run {
  private final Muxer muxer;
  private final Path file;
  private final Film film;
  private final Feed feed;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<MediaException> failure = new AtomicReference<>();

  private MuxerRun(Muxer muxer, Path file, Film film, Feed feed) {
    this.muxer = muxer;
    this.file = file;
    this.film = film;
    this.feed = feed;
  }

  /**
   * Begins to write.
   *
   * @param threads 1, or 2 for one each track
   */
  static MuxerRun start(Muxer muxer, Path file, Film film, Feed feed, int threads)
      throws MediaException {
    for (TrackFormat format : film.tracks()) {
      muxer.addTrack(format);
    }
    MuxerRun run = new MuxerRun(muxer, file, film, feed);
    String name = file.getFileName().toString();
    if (threads == 1) {
      run.thread(name, feed::next);
    } else {
      run.thread(name + " video", () -> feed.next(Film.VIDEO));
      run.thread(name + " audio", () -> feed.next(Film.AUDIO));
    }
    run.threads.forEach(Thread::start);
    return run;
  }

  private void thread(String name, Source source) {
    threads.add(LoadThreads.make(name, () -> write(source)));
  }

  private void write(Source source) {
    try {
      for (Feed.Item item = source.next(); item != null; item = source.next()) {
        long begin = System.nanoTime();
        muxer.write(film.frame(item.track(), item.number()));
        Journal.offered(film.codec(item.track()), begin);
      }
    } catch (MediaException e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      failure.compareAndSet(null, MediaException.of(MediaException.Code.IO, "interrupted", e));
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, MediaException.of(MediaException.Code.IO, e.toString(), e));
    }
  }

  @Override
  public void end() {
    feed.end();
  }

  @Override
  public Optional<MediaException> await() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    try {
      muxer.close();
    } catch (MediaException e) {
      failure.compareAndSet(null, e);
    }
    return Optional.ofNullable(failure.get());
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public Feed feed() {
    return feed;
  }

  /** Where a thread has its frames from. */
  @FunctionalInterface
  private interface Source {
    Feed.Item next() throws InterruptedException;
  }
}
