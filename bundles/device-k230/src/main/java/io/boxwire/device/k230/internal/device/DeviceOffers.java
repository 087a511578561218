package io.boxwire.device.k230.internal.device;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.capture.CaptureDevice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers configured capture devices as services, one at most for each {@code device.id}: of several
 * that are configured with the same one, the first is offered, and the next when that one is
 * withdrawn. Devices of other bundles are not looked at. Safe for use by any number of threads.
 */
@Component(service = DeviceOffers.class)
public final class DeviceOffers {
  /** The {@code device.id} of the device that is there without any configuration. */
  public static final String BUILTIN = "builtin";

  private static final Logger LOG = LoggerFactory.getLogger(DeviceOffers.class);

  private final Registrar registrar;
  private final Map<String, Deque<Offer>> offers = new HashMap<>();

  /** Makes a device a service. */
  @FunctionalInterface
  interface Registrar {
    /** Registers a device; what is returned unregisters it. */
    Runnable register(CaptureDevice device, Map<String, Object> properties);
  }

  /**
   * Makes it.
   *
   * @param context registers the services
   */
  @Activate
  public DeviceOffers(BundleContext context) {
    this((device, properties) -> register(context, device, properties));
  }

  DeviceOffers(Registrar registrar) {
    this.registrar = registrar;
  }

  /**
   * Offers a device.
   *
   * @param device the device
   * @param configuration the properties of its component; of these, {@code service.pid} and {@code
   *     service.ranking} become properties of the service
   * @return the offer, to be withdrawn when the component goes
   * @throws MediaException {@code BAD_REQUEST} if the device's id is blank or {@value #BUILTIN}
   */
  public Offer offer(CaptureDevice device, Map<String, ?> configuration) throws MediaException {
    String id = device.id();
    if (id.isBlank()) {
      throw badId("is missing");
    }
    if (id.equals(BUILTIN)) {
      throw badId(BUILTIN + " is the device that is there without configuration");
    }
    Offer offer = new Offer(device, configuration);
    Optional<Offer> before;
    synchronized (offers) {
      Deque<Offer> same = offers.computeIfAbsent(id, key -> new ArrayDeque<>());
      before = Optional.ofNullable(same.peek());
      same.add(offer);
    }
    if (before.isPresent()) {
      LOG.warn(
          "configuration {}: no device, since {} has its {} {} already",
          offer.pid(),
          before.get().pid(),
          CaptureDevice.DEVICE_ID,
          id);
    } else {
      offer.register();
    }
    return offer;
  }

  private static MediaException badId(String what) {
    return MediaException.of(Code.BAD_REQUEST, CaptureDevice.DEVICE_ID + " " + what);
  }

  private static Runnable register(
      BundleContext context, CaptureDevice device, Map<String, Object> properties) {
    ServiceRegistration<CaptureDevice> registration =
        context.registerService(CaptureDevice.class, device, new Hashtable<>(properties));
    return registration::unregister;
  }

  /** A device that is offered, or waits until its id is free. */
  public final class Offer {
    private final CaptureDevice device;
    private final Map<String, Object> properties = new HashMap<>();
    private Optional<Runnable> registration = Optional.empty();
    private boolean withdrawn;

    private Offer(CaptureDevice device, Map<String, ?> configuration) {
      this.device = device;
      for (String name : new String[] {Constants.SERVICE_PID, Constants.SERVICE_RANKING}) {
        Optional.ofNullable(configuration.get(name)).ifPresent(v -> properties.put(name, v));
      }
      properties.put(CaptureDevice.DEVICE_ID, device.id());
      properties.put(Constants.SERVICE_DESCRIPTION, device.description());
    }

    private String pid() {
      return properties.getOrDefault(Constants.SERVICE_PID, "without pid").toString();
    }

    /** Listeners of the registry are called, so no lock is held meanwhile. */
    private void register() {
      Runnable registered = registrar.register(device, Map.copyOf(properties));
      synchronized (this) {
        if (!withdrawn) {
          registration = Optional.of(registered);
          return;
        }
      }
      registered.run();
    }

    /** Ends the offer; sessions of the device go on. Does nothing the second time. */
    public void withdraw() {
      Optional<Runnable> registered;
      synchronized (this) {
        if (withdrawn) {
          return;
        }
        withdrawn = true;
        registered = registration;
      }
      registered.ifPresent(Runnable::run);
      next().ifPresent(Offer::register);
    }

    /** The offer whose turn it is because this one is gone. */
    private Optional<Offer> next() {
      synchronized (offers) {
        Deque<Offer> same = offers.get(device.id());
        boolean first = same.peek() == this;
        same.remove(this);
        if (same.isEmpty()) {
          offers.remove(device.id());
        }
        return first ? Optional.ofNullable(same.peek()) : Optional.empty();
      }
    }
  }
}
