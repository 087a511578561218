package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.internal.device.FrameQueue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Carries pictures from the camera to the encoder and from there to the queue.
 *
 * <p>The camera is never kept waiting: a raw picture that the encoder has no room for is dropped
 * and counted. Pictures are copied into the encoder's memory; the driver could take the camera's
 * own by DMABUF, but whether the two agree on strides and alignment is not known without a board.
 */
final class VideoCapture implements Worker.Task {
  private static final int CAMERA = 0;
  private static final int ENCODER = 1;
  private static final int EVENTS_ASKED = 4;
  private static final int EVENTS_TOLD = 6;
  private static final int BROKEN = LinuxCalls.POLL_ERROR | LinuxCalls.POLL_HANG_UP;

  /** How long to wait for the devices at a time, and so until it is seen that it is to stop. */
  private static final int POLL_MILLIS = 20;

  /** Lest a camera that is never done keep the thread from looking at anything else. */
  private static final int MOST_AT_ONCE = 32;

  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Camera camera;
  private final Encoder encoder;
  private final PictureAssembler assembler;
  private final FrameQueue queue;
  private final Duration stall;
  private final LongSupplier nanoTime;
  private final LinuxCalls calls;
  private final ByteBuffer poll =
      ByteBuffer.allocateDirect(2 * LinuxCalls.POLL_ENTRY).order(ByteOrder.nativeOrder());
  private final Deque<Long> inEncoder = new ArrayDeque<>();
  private volatile boolean syncWanted;
  private long lastLook;
  private long cameraIdle;
  private long encoderIdle;

  /**
   * Makes it of a camera and an encoder, neither of them started.
   *
   * @param stall how long a device may do nothing until it counts as failed
   * @param nanoTime the monotonic clock
   */
  VideoCapture(
      Camera camera,
      Encoder encoder,
      PictureAssembler assembler,
      FrameQueue queue,
      Duration stall,
      LongSupplier nanoTime) {
    this.camera = camera;
    this.encoder = encoder;
    this.assembler = assembler;
    this.queue = queue;
    this.stall = stall;
    this.nanoTime = nanoTime;
    this.calls = camera.node().calls();
  }

  @Override
  public String device() {
    return camera.node().path() + " and " + encoder.node().path();
  }

  /** Has the next picture coded as a sync picture. Called from any thread. */
  void requestSync() {
    syncWanted = true;
  }

  @Override
  public void capture(CountDownLatch stop) throws MediaException, InterruptedException {
    encoder.start();
    camera.start();
    lastLook = nanoTime.getAsLong();
    while (stop.getCount() > 0) {
      int told = await(CAMERA, inEncoder.isEmpty() ? 1 : 2);
      addIdleTime();
      boolean moved = takePictures();
      moved |= collect() > 0;
      checkStalls();
      if (!moved && (told & BROKEN) != 0) {
        // Poll returns at once and nothing can be taken: without this, it would be asked on and on.
        stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    drain();
  }

  /**
   * Waits until one of the devices is ready.
   *
   * @param first {@link #CAMERA} or {@link #ENCODER}
   * @param count how many devices
   * @return all the events that were told
   */
  private int await(int first, int count) throws MediaException {
    for (int i = 0; i < count; i++) {
      poll.putInt(i * LinuxCalls.POLL_ENTRY, node(first + i).fd());
      poll.putShort(i * LinuxCalls.POLL_ENTRY + EVENTS_ASKED, (short) LinuxCalls.POLL_IN);
      poll.putShort(i * LinuxCalls.POLL_ENTRY + EVENTS_TOLD, (short) 0);
    }
    int result = calls.poll(poll, count, POLL_MILLIS);
    if (result < 0 && result != -Errno.EINTR && result != -Errno.EAGAIN) {
      throw Errno.failure(device(), "poll", -result);
    }
    int told = 0;
    for (int i = 0; result > 0 && i < count; i++) {
      int events = poll.getShort(i * LinuxCalls.POLL_ENTRY + EVENTS_TOLD);
      if ((events & LinuxCalls.POLL_INVALID) != 0) {
        throw MediaException.of(
            Code.DEVICE_FAILED, node(first + i).path() + ": poll: POLLNVAL, it is not open");
      }
      told |= events;
    }
    return told;
  }

  private VideoNode node(int index) {
    return index == CAMERA ? camera.node() : encoder.node();
  }

  private boolean takePictures() throws MediaException {
    for (int taken = 0; taken < MOST_AT_ONCE; taken++) {
      Camera.Found found = camera.take();
      if (found == Camera.Found.NOTHING) {
        return taken > 0;
      }
      if (found == Camera.Found.DAMAGED) {
        queue.lost(FrameQueue.Loss.RAW, 1);
        continue;
      }
      cameraIdle = 0;
      pass();
      camera.giveBack();
    }
    return true;
  }

  private void pass() throws MediaException {
    syncWanted |= queue.wantsSync();
    boolean sync = syncWanted;
    Encoder.Wish wish = sync ? Encoder.Wish.SYNC : Encoder.Wish.ANY;
    if (!encoder.offer(camera.picture(), camera.format(), camera.micros(), wish)) {
      queue.lost(FrameQueue.Loss.RAW, 1);
      return;
    }
    if (sync) {
      syncWanted = false;
    }
    inEncoder.add(camera.micros());
  }

  private int collect() throws MediaException {
    int count = encoder.collect(this::coded);
    if (count > 0) {
      encoderIdle = 0;
    }
    if (encoder.ended()) {
      throw MediaException.of(
          Code.DEVICE_FAILED, encoder.node().path() + ": the encoder ended by itself");
    }
    return count;
  }

  private void coded(ByteBuffer data, int flags, long micros) throws MediaException {
    switch (assembler.add(data, flags, micros)) {
      case FRAME -> {
        leave(micros);
        if (queue.put(assembler.frame())) {
          assembler.delivered();
        }
      }
      case DAMAGED -> {
        leave(micros);
        queue.lost(FrameQueue.Loss.CODED, 1);
      }
      case NOTHING -> {
        // More of the picture is to come.
      }
    }
  }

  /** The encoder is done with the picture of this time, and so with those before it. */
  private void leave(long micros) {
    while (!inEncoder.isEmpty() && inEncoder.peek() <= micros) {
      inEncoder.remove();
    }
  }

  /**
   * Adds what has passed since the last look, up to what polling takes: a thread that got no turn,
   * or a machine that slept, has not seen the devices do nothing.
   */
  private void addIdleTime() {
    long now = nanoTime.getAsLong();
    long most = TimeUnit.MILLISECONDS.toNanos(2L * POLL_MILLIS);
    long passed = Math.min(now - lastLook, most);
    lastLook = now;
    cameraIdle += passed;
    encoderIdle = inEncoder.isEmpty() ? 0 : encoderIdle + passed;
  }

  private void checkStalls() throws MediaException {
    if (stalled(cameraIdle)) {
      throw stall(camera.node(), "no picture");
    }
    if (stalled(encoderIdle)) {
      throw stall(encoder.node(), "nothing coded");
    }
  }

  private boolean stalled(long nanos) {
    return nanos > stall.toNanos();
  }

  private MediaException stall(VideoNode node, String what) {
    return MediaException.of(
        Code.DEVICE_FAILED,
        node.path() + ": VIDIOC_DQBUF: " + what + " for " + stall.toMillis() / 1000.0 + " s");
  }

  /** Ends the encoder as its driver wants it; nobody reads any more, so what comes is let go. */
  private void drain() throws MediaException {
    long deadline = nanoTime.getAsLong() + DRAIN_NANOS;
    boolean told = false;
    while (!encoder.ended() && deadline - nanoTime.getAsLong() > 0) {
      told = told || encoder.finish(camera.micros());
      int events = await(ENCODER, 1);
      if (encoder.collect((data, flags, micros) -> {}) == 0 && (events & BROKEN) != 0) {
        return;
      }
    }
  }

  @Override
  public void release() throws MediaException {
    assembler.clear();
    new Cleanup().then(camera::close).then(encoder::close).finish();
  }
}
