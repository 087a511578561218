package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.device.k230.internal.device.FrameQueue;
import io.boxwire.device.k230.internal.device.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the children of one request deliver. */
final class FfmpegSession implements CaptureSession {
  private static final Duration END = Duration.ofSeconds(3);

  private final List<TrackFormat> tracks;
  private final FrameQueue queue;
  private final Supervisor supervisor;
  private final Thread thread;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Begins to watch a child that delivers.
   *
   * @param device the {@code device.id}
   * @param tracks what it delivers
   * @param queue where its frames come from
   * @param supervisor watches it, on a thread that this session starts
   */
  FfmpegSession(String device, List<TrackFormat> tracks, FrameQueue queue, Supervisor supervisor) {
    this.tracks = List.copyOf(tracks);
    this.queue = queue;
    this.supervisor = supervisor;
    this.thread = Threads.daemon("boxwire-ffmpeg " + device, supervisor);
    thread.start();
  }

  @Override
  public List<TrackFormat> tracks() {
    return tracks;
  }

  @Override
  public Optional<Frame> read() throws MediaException, InterruptedException {
    return queue.take();
  }

  @Override
  public long framesDropped() {
    return queue.dropped();
  }

  @Override
  public void close() throws MediaException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    queue.close();
    thread.interrupt();
    if (!Threads.join(thread, END) || !supervisor.letGo()) {
      throw MediaException.of(Code.DEVICE_FAILED, "ffmpeg or something it started did not end");
    }
  }
}
