package io.boxwire.shell.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The players of the tracks that are played. Used by one thread. */
final class PlayerFeeds implements AutoCloseable {
  private final Map<Integer, PlayerFeed> feeds = new HashMap<>();

  /**
   * Starts to open the outputs.
   *
   * @param outputs by track; closed with this object
   */
  PlayerFeeds(Map<Integer, Output> outputs) {
    outputs.forEach((track, output) -> feeds.put(track, new PlayerFeed(output)));
  }

  /** Waits until one of the outputs is open, if there are any. */
  void awaitPlayer() throws InterruptedException {
    if (feeds.isEmpty()) {
      return;
    }
    try {
      CompletableFuture.anyOf(
              feeds.values().stream().map(PlayerFeed::opened).toArray(CompletableFuture[]::new))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("opening tells its failures otherwise", e);
    }
  }

  /** Whether one of them is standard output. */
  boolean useStandardOutput() {
    return feeds.values().stream().anyMatch(PlayerFeed::isStandardOutput);
  }

  /** Hands a frame to the player of its track, if there is one. */
  void write(Frame frame) throws MediaException, InterruptedException {
    PlayerFeed feed = feeds.get(frame.track());
    if (feed != null) {
      feed.write(frame);
    }
  }

  /** Waits until everything is written. */
  void finish() throws MediaException, InterruptedException {
    feeds.values().forEach(PlayerFeed::end);
    for (PlayerFeed feed : feeds.values()) {
      feed.finish();
    }
  }

  @Override
  public void close() throws MediaException {
    Optional<MediaException> failure = Optional.empty();
    for (PlayerFeed feed : feeds.values()) {
      try {
        feed.close();
      } catch (MediaException e) {
        failure.ifPresent(e::addSuppressed);
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
