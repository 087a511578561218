package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingListener;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;

@Timeout(30)
class ListenersTest {
  private static final RecordingStatus STATUS =
      RecordingStatus.of(
              "front",
              RecordingStatus.Origin.CALL,
              RecordingRequest.to(new Sink.File(Path.of("a")), CaptureRequest.builder().build())
                  .build(),
              Recording.State.RUNNING)
          .build();
  private static final MediaEvent EVENT = MediaEvent.of(MediaEvent.Kind.GAP, "a gap");

  private final Listeners listeners = new Listeners();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void tell_several_bestFirst() {
    listeners.add(reference(1), (recording, event) -> told.add("low"));
    listeners.add(reference(2), (recording, event) -> told.add("high " + recording.name()));
    listeners.tell(STATUS, EVENT);
    assertThat(told).containsExactly("high front", "low");
  }

  @Test
  void tell_oneThrows_goesOn() {
    for (Throwable thrown :
        List.of(new IllegalStateException("bad"), new NoClassDefFoundError("gone"))) {
      listeners.add(
          reference(3),
          (recording, event) -> {
            ListenersTest.<RuntimeException>raise(thrown);
          });
    }
    listeners.add(reference(1), (recording, event) -> told.add("low"));
    listeners.tell(STATUS, EVENT);
    assertThat(told).containsExactly("low");
  }

  @Test
  void remove_oneOfTwoOfTheSameObject_leavesTheOther() {
    RecordingListener both = (recording, event) -> told.add("told");
    ServiceReference<RecordingListener> first = reference(1);
    listeners.add(first, both);
    listeners.add(reference(2), both);
    listeners.remove(first);
    listeners.tell(STATUS, EVENT);
    assertThat(told).containsExactly("told");
  }

  @Test
  void remove_insideACall_waitsForItsEnd() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    ServiceReference<RecordingListener> reference = reference(1);
    listeners.add(
        reference,
        (recording, event) -> {
          inside.countDown();
          awaitUninterrupted(leave);
          told.add("left");
        });
    Thread telling = new Thread(() -> listeners.tell(STATUS, EVENT));
    telling.start();
    inside.await();
    Thread removing =
        new Thread(
            () -> {
              listeners.remove(reference);
              told.add("removed");
            });
    removing.start();
    while (removing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    leave.countDown();
    removing.join();
    assertThat(told).containsExactly("left", "removed");
    listeners.tell(STATUS, EVENT);
    assertThat(told).hasSize(2);
    telling.join();
  }

  @Test
  void remove_listenerDoesNotReturn_isBounded() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    ServiceReference<RecordingListener> reference = reference(1);
    listeners.add(
        reference,
        (recording, event) -> {
          inside.countDown();
          awaitUninterrupted(leave);
        });
    Thread telling = new Thread(() -> listeners.tell(STATUS, EVENT));
    telling.start();
    inside.await();
    long before = System.nanoTime();
    listeners.remove(reference);
    long took = System.nanoTime() - before;
    leave.countDown();
    telling.join();
    assertThat(took).isBetween(TimeUnit.MILLISECONDS.toNanos(900), TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void remove_byTheListenerItself_doesNotWait() {
    ServiceReference<RecordingListener> reference = reference(1);
    listeners.add(
        reference,
        (recording, event) -> {
          long before = System.nanoTime();
          listeners.remove(reference);
          told.add(System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(900) ? "ok" : "slow");
        });
    listeners.tell(STATUS, EVENT);
    listeners.tell(STATUS, EVENT);
    assertThat(told).containsExactly("ok");
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void raise(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** A reference of its own, with a rank. */
  @SuppressWarnings("unchecked")
  private static ServiceReference<RecordingListener> reference(int rank) {
    int number = rank * 1000 - NUMBERS.incrementAndGet();
    return (ServiceReference<RecordingListener>)
        Proxy.newProxyInstance(
            ListenersTest.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> number;
                  case "compareTo" -> Integer.compare(number, arguments[0].hashCode());
                  case "equals" -> proxy == arguments[0];
                  case "getBundle" -> null;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }
}
