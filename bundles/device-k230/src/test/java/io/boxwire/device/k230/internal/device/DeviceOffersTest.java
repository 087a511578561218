package io.boxwire.device.k230.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.MediaException;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceOffersTest {
  private final List<Object> registered = new ArrayList<>();
  private final DeviceOffers offers =
      new DeviceOffers(
          (device, properties) -> {
            Object pid = properties.get("service.pid");
            registered.add(pid);
            return () -> registered.remove(pid);
          });

  @Test
  void offer_twoIds_areBothThere() throws Exception {
    offer("front", "a");
    offer("back", "b");
    assertThat(registered).containsExactly("a", "b");
  }

  @Test
  void offer_sameId_waitsUntilTheFirstIsWithdrawn() throws Exception {
    DeviceOffers.Offer first = offer("front", "a");
    offer("front", "b");
    DeviceOffers.Offer third = offer("front", "c");
    assertThat(registered).containsExactly("a");
    third.withdraw();
    assertThat(registered).containsExactly("a");
    first.withdraw();
    assertThat(registered).containsExactly("b");
  }

  @Test
  void withdraw_twice_isWithdrawnOnce() throws Exception {
    DeviceOffers.Offer first = offer("front", "a");
    first.withdraw();
    offer("front", "a");
    first.withdraw();
    assertThat(registered).containsExactly("a");
  }

  @Test
  void withdraw_whileItIsBeingRegistered_leavesNothing() throws Exception {
    List<DeviceOffers.Offer> second = new ArrayList<>();
    DeviceOffers withdrawing =
        new DeviceOffers(
            (device, properties) -> {
              second.forEach(DeviceOffers.Offer::withdraw);
              registered.add(device);
              return () -> registered.remove(device);
            });
    DeviceOffers.Offer first = withdrawing.offer(new Named("front"), Map.of());
    second.add(withdrawing.offer(new Named("front"), Map.of()));
    first.withdraw();
    assertThat(registered).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "builtin"})
  void offer_idThatCanNotBe_isRefused(String id) {
    assertThatThrownBy(() -> offer(id, "a"))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("device.id");
    assertThat(registered).isEmpty();
  }

  private DeviceOffers.Offer offer(String id, String pid) throws MediaException {
    return offers.offer(new Named(id), Map.of("service.pid", pid, "unrelated", 1));
  }

  /** Devices of the same id are different objects, and so not equal. */
  private static final class Named implements CaptureDevice {
    private final String id;

    Named(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public String description() {
      return "a device of a test";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public CaptureSession open(CaptureRequest request) {
      throw new UnsupportedOperationException();
    }
  }
}
