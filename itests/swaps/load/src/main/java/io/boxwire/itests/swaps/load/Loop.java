package io.boxwire.itests.swaps.load;

import io.boxwire.api.CommandLine;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.Source;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Uses a service over and over. That it goes away in the middle is said by an error of its own, and
 * the next time the next one is used.
 */
final class Loop {
  /** Uses the service once. */
  @FunctionalInterface
  interface Use {
    void once() throws MediaException, InterruptedException;
  }

  private final Thread thread;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean ended;
  private volatile long done;
  private volatile long gone;

  private Loop(String name, Use use) {
    this.thread = LoadThreads.make(name, () -> run(use));
  }

  private static Loop start(String name, Use use) {
    Loop loop = new Loop(name, use);
    loop.thread.start();
    return loop;
  }

  /** Reads a file to its end. */
  static Loop reading(Services services, Path file) {
    return start(
        "reading",
        () -> {
          DemuxerFactory demuxers = services.get(DemuxerFactory.class, "(container=mp4)");
          try (Demuxer demuxer =
              demuxers.open(new Source.File(file), DemuxerOptions.builder().build())) {
            while (demuxer.read().isPresent()) {
              // What is read is judged elsewhere.
            }
          }
        });
  }

  /** Runs the command that tells of a file. */
  static Loop commanding(Services services, Path file) {
    return start(
        "commanding",
        () -> {
          ByteArrayOutputStream err = new ByteArrayOutputStream();
          CommandLine commands = services.get(CommandLine.class, "");
          int status =
              commands.run(
                  List.of("info", file.toString()),
                  CommandLine.Streams.of(
                      InputStream.nullInputStream(),
                      OutputStream.nullOutputStream(),
                      new PrintStream(err, true, StandardCharsets.UTF_8)));
          if (status != CommandLine.DONE) {
            throw MediaException.of(
                MediaException.Code.SERVICE_GONE, err.toString(StandardCharsets.UTF_8));
          }
        });
  }

  private void run(Use use) {
    while (!ended) {
      try {
        use.once();
        done++;
      } catch (MediaException e) {
        if (e.code() != MediaException.Code.SERVICE_GONE) {
          failure.set(e);
          return;
        }
        gone++;
      } catch (InterruptedException | RuntimeException | Error e) {
        failure.set(e);
        return;
      }
    }
  }

  /** Ends it, and says how often the service was used and how often it was gone. */
  String end() throws InterruptedException {
    ended = true;
    thread.join();
    Throwable why = failure.get();
    return "done="
        + done
        + " gone="
        + gone
        + " failure="
        + (why == null ? "" : why.toString().replace(' ', '\u00a0'));
  }
}
