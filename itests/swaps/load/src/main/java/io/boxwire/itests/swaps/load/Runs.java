package io.boxwire.itests.swaps.load;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The recordings in progress, by their names. */
final class Runs {
  /** Small, so that a fast feeder also comes to the point where it has to wait for room. */
  private static final long CODEC_BUFFER = 16 << 10;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private record Entry(Run run, Film film, Optional<ServiceRegistration<?>> device) {}

  private final BundleContext context;
  private final Services services;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  Runs(BundleContext context, Services services) {
    this.context = context;
    this.services = services;
  }

  /** Lets the fast ones go on. */
  void allow(long frames) {
    entries.values().forEach(entry -> entry.run().feed().allow(frames));
  }

  /** Begins to record a device of its own through the recorder. */
  void record(Order order) throws MediaException, InterruptedException {
    String name = order.get("name");
    Film film = film(order);
    Feed feed = feed(order);
    ServiceRegistration<?> device = register(new FilmDevice(name, film, feed));
    RecordingRequest request =
        RecordingRequest.to(sink(order), capture(order)).device(name).muxer(options(order)).build();
    Recorder recorder = services.get(Recorder.class, "");
    services.await(Recorder.class, () -> started(name, recorder, request, feed, film, device));
  }

  /** The recorder may not have seen the device yet. */
  private boolean started(
      String name,
      Recorder recorder,
      RecordingRequest request,
      Feed feed,
      Film film,
      ServiceRegistration<?> device)
      throws MediaException {
    try {
      RecorderRun run = RecorderRun.start(recorder, request, feed);
      entries.put(name, new Entry(run, film, Optional.of(device)));
      return true;
    } catch (MediaException e) {
      if (e.code() == MediaException.Code.BAD_REQUEST) {
        return false;
      }
      throw e;
    }
  }

  /** Begins to write into a muxer. */
  void mux(Order order) throws MediaException, InterruptedException {
    Film film = film(order);
    Feed feed = feed(order);
    MuxerFactory muxers = services.get(MuxerFactory.class, "(container=mp4)");
    String name = order.get("name");
    MuxerRun run =
        MuxerRun.start(
            muxers.open(sink(order), options(order)),
            Path.of(order.get("file")),
            film,
            feed,
            (int) order.number("threads", 1));
    entries.put(name, new Entry(run, film, Optional.empty()));
  }

  /** Ends what was begun, if that was not done, and says what came of it. */
  String await(Order order) throws InterruptedException {
    Entry entry = entries.remove(order.get("name"));
    Optional<MediaException> failure = entry.run().await();
    entry.device().ifPresent(ServiceRegistration::unregister);
    String files =
        entry.run().files().stream().map(Path::toString).collect(Collectors.joining(";"));
    return "files="
        + files
        + " video="
        + entry.run().feed().count(Film.VIDEO)
        + " audio="
        + entry.run().feed().count(Film.AUDIO)
        + " failure="
        + failure.map(e -> e.code() + ": " + e.getMessage()).orElse("").replace(' ', '\u00a0');
  }

  /** Ends what was begun. */
  void end(Order order) {
    entries.get(order.get("name")).run().end();
  }

  /** How many frames it was fed with. */
  long count(Order order) {
    Feed feed = entries.get(order.get("name")).run().feed();
    return feed.count(Film.VIDEO) + feed.count(Film.AUDIO);
  }

  /** Ends everything: the bundle stops. */
  void close() {
    entries.values().forEach(entry -> entry.run().end());
    entries.values().forEach(entry -> entry.device().ifPresent(ServiceRegistration::unregister));
  }

  private ServiceRegistration<?> register(CaptureDevice device) {
    Dictionary<String, Object> properties =
        new Hashtable<>(Map.of(CaptureDevice.DEVICE_ID, device.id()));
    return context.registerService(CaptureDevice.class, device, properties);
  }

  private static Film film(Order order) {
    return new Film(order.get("video"), order.get("audio"));
  }

  private static Feed feed(Order order) {
    Feed feed = new Feed(Feed.Pace.valueOf(order.get("pace")));
    feed.limit(order.number("pictures", Long.MAX_VALUE), order.number("blocks", Long.MAX_VALUE));
    return feed;
  }

  private static CaptureRequest capture(Order order) {
    return CaptureRequest.builder().video(order.get("video")).audio(order.get("audio")).build();
  }

  private static Sink sink(Order order) {
    return new Sink.File(Path.of(order.get("file")));
  }

  /** The same for files of one name, so that an undisturbed run gives the same bytes. */
  private static UUID identity(Path file) {
    return UUID.nameUUIDFromBytes(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
  }

  private static MuxerOptions options(Order order) {
    return MuxerOptions.builder()
        .layout(Layout.valueOf(order.get("layout")))
        .creationTime(Instant.EPOCH)
        .fileId(identity(Path.of(order.get("file"))))
        .codecWait(
            Duration.ofMillis(order.number("wait", PATIENCE.toMillis())),
            order.number("buffer", CODEC_BUFFER))
        .build();
  }
}
