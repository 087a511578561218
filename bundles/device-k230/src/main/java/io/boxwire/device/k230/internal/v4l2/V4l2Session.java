package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.device.k230.internal.device.FrameQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Frames of the camera and the microphone, each captured by a thread of its own. */
final class V4l2Session implements CaptureSession {
  private final FrameQueue queue;
  private final List<TrackFormat> tracks = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private Optional<VideoCapture> video = Optional.empty();

  /**
   * Makes a session without tracks; those are added before it is handed out.
   *
   * @param queue holds what was captured and not read
   */
  V4l2Session(FrameQueue queue) {
    this.queue = queue;
  }

  /** Adds the camera. */
  void add(VideoCapture capture, TrackFormat format) {
    video = Optional.of(capture);
    add("boxwire-v4l2-video", capture, format);
  }

  /** Adds the microphone. */
  void add(Microphone microphone, TrackFormat format) {
    add("boxwire-v4l2-audio", microphone, format);
  }

  /** Lets frames into the queue, once all tracks are there. */
  void begin() {
    queue.begin(tracks);
  }

  private void add(String thread, Worker.Task task, TrackFormat format) {
    tracks.add(format);
    workers.add(new Worker(thread, task, queue));
  }

  @Override
  public List<TrackFormat> tracks() {
    return List.copyOf(tracks);
  }

  @Override
  public Optional<Frame> read() throws MediaException, InterruptedException {
    workers.forEach(Worker::start);
    return queue.take();
  }

  @Override
  public void requestSync() {
    video.ifPresent(VideoCapture::requestSync);
  }

  @Override
  public long framesDropped() {
    return queue.dropped();
  }

  @Override
  public void close() throws MediaException {
    queue.close();
    Cleanup cleanup = new Cleanup();
    workers.forEach(worker -> cleanup.then(worker::end));
    cleanup.finish();
  }
}
