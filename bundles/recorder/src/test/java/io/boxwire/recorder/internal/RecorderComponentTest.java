package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

@Timeout(30)
class RecorderComponentTest {
  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final FakeMuxers muxers = new FakeMuxers(journal);
  private final FakeDevice low = new FakeDevice("cam", journal);
  private final FakeDevice high = new FakeDevice("cam", journal);
  private final AtomicInteger lowRank = new AtomicInteger(1);
  private final ServiceReference<CaptureDevice> lowReference = reference(lowRank);
  private final ServiceReference<CaptureDevice> highReference = reference(new AtomicInteger(2));
  private final Map<ServiceReference<?>, Object> registered = new HashMap<>();
  private final RecorderComponent component = new RecorderComponent(context());

  @TempDir Path folder;

  @BeforeEach
  void bind() {
    component.bindMuxer(reference(new AtomicInteger(3)), muxers);
    component.bindDevice(lowReference, low);
    component.bindDevice(highReference, high);
  }

  @Test
  void start_twoDevicesOfOneId_usesTheBetter() throws Exception {
    high.frames(0, 3).end();
    start("a.mp4").await();
    assertThat(high.delivered).hasValue(3);
  }

  @Test
  void unbindDevice_oneOfTwoOfOneId_leavesTheOther() throws Exception {
    component.unbindDevice(highReference, high);
    low.frames(0, 3).end();
    start("a.mp4").await();
    assertThat(low.delivered).hasValue(3);
  }

  @Test
  void start_rankChangedMeanwhile_usesTheOneThatIsBetterNow() throws Exception {
    lowRank.set(9);
    low.frames(0, 3).end();
    start("a.mp4").await();
    assertThat(low.delivered).hasValue(3);
  }

  @Test
  void unbindDevice_rankChangedMeanwhile_isLetGo() throws Exception {
    lowRank.set(9);
    component.unbindDevice(lowReference, low);
    component.unbindDevice(highReference, high);
    assertThatThrownBy(() -> start("a.mp4")).hasMessageContaining("cam");
  }

  @Test
  void unbindDevice_inUse_endsOnlyItsRecording() throws Exception {
    Recording onHigh = start("high.mp4");
    component.unbindDevice(highReference, high);
    Recording onLow = start("low.mp4");
    assertThatThrownBy(onHigh::await).hasMessageContaining("capture device");
    assertThat(onLow.state()).isEqualTo(Recording.State.RUNNING);
    component.deactivate();
    assertThatThrownBy(onLow::await).isInstanceOf(MediaException.class);
  }

  @Test
  void start_deviceRegisteredAndNotBoundYet_usesIt() throws Exception {
    component.unbindDevice(lowReference, low);
    component.unbindDevice(highReference, high);
    registered.put(lowReference, low);
    low.frames(0, 3).end();
    start("a.mp4").await();
    assertThat(low.delivered).hasValue(3);
  }

  private Recording start(String name) throws MediaException {
    return component.start(
        RecordingRequest.to(
                new Sink.File(folder.resolve(name)), CaptureRequest.builder().video("h264").build())
            .device("cam")
            .build());
  }

  /** A context that knows of devices. */
  private BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            RecorderComponentTest.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getServiceReferences" ->
                      arguments[0] == CaptureDevice.class ? registered.keySet() : List.of();
                  case "getBundle" -> framework();
                  case "getService" -> registered.get(arguments[0]);
                  case "getDataFile", "getProperty" -> null;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }

  private static Bundle framework() {
    return (Bundle)
        Proxy.newProxyInstance(
            RecorderComponentTest.class.getClassLoader(),
            new Class<?>[] {Bundle.class},
            (proxy, method, arguments) -> Bundle.ACTIVE);
  }

  /** A reference that can be compared and nothing else. */
  @SuppressWarnings("unchecked")
  private static <S> ServiceReference<S> reference(AtomicInteger rank) {
    return (ServiceReference<S>)
        Proxy.newProxyInstance(
            RecorderComponentTest.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class, Ranked.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "rank" -> rank.get();
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "compareTo" -> Integer.compare(rank.get(), ((Ranked) arguments[0]).rank());
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }

  /** Tells the rank of a reference. */
  private interface Ranked {
    int rank();
  }
}
