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
import org.slf4j.Logger;

@Timeout(30)
class ListenersTest {
  private static final RecordingStatus STATUS = status("front");
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
  void tell_throwsEachTime_warnsOncePerListenerAndRecording() {
    List<String> warned = new CopyOnWriteArrayList<>();
    Listeners logging = new Listeners(warnings(warned));
    for (int rank = 1; rank <= 2; rank++) {
      String thrown = "bad " + rank;
      logging.add(
          reference(rank),
          (recording, event) -> {
            throw new IllegalStateException(thrown);
          });
    }
    for (RecordingStatus recording : List.of(status("front"), status("back"))) {
      for (int i = 0; i < 3; i++) {
        logging.tell(recording, EVENT);
      }
    }
    String bad = "java.lang.IllegalStateException: bad ";
    assertThat(warned)
        .containsExactly(
            "GAP of front " + bad + 2,
            "GAP of front " + bad + 1,
            "GAP of back " + bad + 2,
            "GAP of back " + bad + 1);
  }

  @Test
  void tell_throwsAtTheNextRecordingOfTheName_warnsAgain() {
    List<String> warned = new CopyOnWriteArrayList<>();
    Listeners logging = new Listeners(warnings(warned));
    logging.add(
        reference(1),
        (recording, event) -> {
          throw new IllegalStateException("bad");
        });
    logging.tell(STATUS, EVENT);
    logging.tell(STATUS, MediaEvent.of(MediaEvent.Kind.RECORDING_ENDED, "ended"));
    assertThat(warned).hasSize(1);
    logging.tell(STATUS, EVENT);
    assertThat(warned).hasSize(2);
  }

  /** A log that keeps what the warnings are about: all but the bundle. */
  private static Logger warnings(List<String> warned) {
    return (Logger)
        Proxy.newProxyInstance(
            ListenersTest.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("warn")) {
                Object[] about = (Object[]) arguments[1];
                warned.add(about[1] + " " + about[2]);
              }
              return null;
            });
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

  private static RecordingStatus status(String name) {
    RecordingRequest request =
        RecordingRequest.to(new Sink.File(Path.of("a")), CaptureRequest.builder().build()).build();
    return RecordingStatus.of(name, RecordingStatus.Origin.CALL, request, Recording.State.RUNNING)
        .build();
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
