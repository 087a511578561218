package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Recorder;
import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingListener;
import io.boxwire.api.RecordingStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Recordings that Configuration Admin asks for, in real time, while bundles are stopped, started
 * and updated. After each test all files are playable, none was ever written again when it was
 * finished, and no thread is left.
 */
public class ConfiguredRecordingIT extends PartsTestSupport {
  private static final String PID = "io.boxwire.recorder.Recording";
  private static final String FRONT = "front";
  private static final String BACK = "back";

  /** What was told: the name of the recording, and the kind. */
  private final List<String> told = new CopyOnWriteArrayList<>();

  /** The size of each file when it was finished. */
  private final Map<Path, Long> finished = new TreeMap<>();

  private final List<Configuration> configurations = new ArrayList<>();
  private ServiceRegistration<RecordingListener> listener;

  @Before
  public void listen() {
    awaitParts();
    listener =
        context.registerService(
            RecordingListener.class,
            (recording, event) -> told.add(recording.name() + " " + event.kind()),
            null);
  }

  @After
  public void endAndCheckFiles() throws Exception {
    for (Configuration configuration : configurations) {
      configuration.delete();
    }
    await("recordings to end", this::statuses, Map.of());
    listener.unregister();
    int pictures = 0;
    for (Path file : files()) {
      int inFile = pictures(file);
      assertTrue(file + " has pictures", inFile > 0);
      pictures += inFile;
      Long size = finished.get(file);
      assertTrue(file + " is as it was", size == null || size == Files.size(file));
    }
    System.out.println(
        files().size() + " files of configured recordings, " + pictures + " pictures");
  }

  @Test
  public void configuration_createdChangedDeleted_recordingIsStartedChangedStopped()
      throws Exception {
    Configuration front = configure(FRONT, Map.of());
    awaitRunning(FRONT);
    RecordingStatus before = status(FRONT).orElseThrow();
    assertEquals(RecordingStatus.Origin.CONFIGURATION, before.origin());
    assertEquals(Set.of("front.mp4"), names());

    update(front, Map.of("retry", 60));
    awaitFrames(FRONT, 20);
    assertEquals("what is not changed goes on", Set.of("front.mp4"), names());

    update(front, Map.of("video", "h265", "audio", "g711a", "retry", "60"));
    await("another file", () -> names().contains("front-002.mp4"), true);
    awaitRunning(FRONT);
    assertEquals(
        List.of(Optional.of("h264"), Optional.of("g711u")), codecs(folder.resolve("front.mp4")));

    update(front, Map.of("name", "gate"));
    awaitRunning("gate");
    assertEquals(
        List.of(Optional.of("h265"), Optional.of("g711a")),
        codecs(folder.resolve("front-002.mp4")));
    assertEquals(Set.of("front.mp4", "front-002.mp4", "gate.mp4"), names());

    front.delete();
    configurations.clear();
    await("the end", this::statuses, Map.of());
    assertTrue(pictures(folder.resolve("gate.mp4")) > 0);
    assertTrue(told.toString(), told.contains("gate RECORDING_ENDED"));
    assertTrue(told.toString(), told.contains("front RECORDING_STARTED"));
  }

  @Test
  public void badValue_isListedWithItsReason_untilItIsMended() throws Exception {
    Configuration front = configure(FRONT, Map.of("size", "big"));
    await("failed", () -> state(FRONT), State.FAILED);
    String reason = status(FRONT).orElseThrow().failure().orElseThrow();
    assertTrue(reason, reason.startsWith("size ") && reason.endsWith(": big"));
    update(front, Map.of());
    awaitRunning(FRONT);
  }

  @Test
  public void segments_byTime_areFilesOfTheirOwn() throws Exception {
    configure(FRONT, Map.of("segment.time", "1"));
    await("three files", () -> names().size() >= 3, true);
    assertTrue(names().toString(), names().containsAll(Set.of("front.mp4", "front-002.mp4")));
  }

  @Test
  public void device_stopped_waits_goesOnInANextFileAndReportsTheGap() throws Exception {
    checkWaiting("device.k230", "the capture device builtin");
    awaitTold(FRONT + " GAP");
    awaitTold(BACK + " GAP");
  }

  @Test
  public void muxer_stoppedForLong_waits_goesOnInANextFileAndReportsTheGap() throws Exception {
    begin(Map.of("muxer.wait", "0.5"));
    Bundle muxer = ourBundle("muxer");
    noteFinished();
    muxer.stop();
    try {
      for (String name : List.of(FRONT, BACK)) {
        await("the run to end", () -> status(name).orElseThrow().failure().isPresent(), true);
        await("waiting", () -> waitsFor(name), "a muxer");
      }
      awaitTold(FRONT + " RECORDING_WAITING");
    } finally {
      muxer.start();
    }
    awaitNextFiles();
    awaitTold(FRONT + " RECORDING_RESUMED");
    awaitTold(FRONT + " GAP");
  }

  @Test
  public void codec_stoppedForGood_waits_goesOnInANextFile() throws Exception {
    begin(Map.of());
    Bundle codec = ourBundle("codec.h264");
    noteFinished();
    codec.stop();
    try {
      await(
          "the run to end",
          () -> status(FRONT).flatMap(RecordingStatus::failure).isPresent(),
          true);
      await("waiting", () -> waitsFor(FRONT), "the codec h264");
      assertTrue(pictures(folder.resolve("front.mp4")) > 0);
      awaitTold(FRONT + " RECORDING_WAITING");
      assertEquals("the other needs none", State.RUNNING, state(BACK));
    } finally {
      codec.start();
    }
    awaitRunning(FRONT);
  }

  @Test
  public void codecs_updated_whileRecording_goOnInTheSameFile() throws Exception {
    begin(Map.of());
    for (String codec : List.of("codec.h264", "codec.g711", "codec.h265")) {
      update(ourBundle(codec));
      awaitFrames(FRONT, 20);
      awaitFrames(BACK, 20);
    }
    assertEquals(Set.of("front.mp4", "back.mp4"), names());
    assertFalse(told.toString(), told.contains(FRONT + " GAP"));
  }

  @Test
  public void muxer_updated_whileRecording_goesOnInANextFileWithoutAGap() throws Exception {
    begin(Map.of());
    noteFinished();
    update(ourBundle("muxer"));
    awaitNextFiles();
    assertFalse(told.toString(), told.contains(FRONT + " GAP"));
  }

  @Test
  public void device_updated_whileRecording_goesOnInANextFile() throws Exception {
    begin(Map.of());
    update(ourBundle("device.k230"));
    awaitNextFiles();
    awaitTold(FRONT + " GAP");
  }

  @Test
  public void recorder_updated_whileRecording_goesOnInANextFileAndReportsTheGap() throws Exception {
    begin(Map.of());
    update(ourBundle("recorder"));
    awaitNextFiles();
    awaitTold(FRONT + " GAP");
    awaitTold(BACK + " GAP");
  }

  @Test
  public void recorder_stopped_whileRecording_goesOnWhenItIsBack() throws Exception {
    begin(Map.of());
    Bundle recorder = ourBundle("recorder");
    recorder.stop();
    try {
      for (String name : List.of("front.mp4", "back.mp4")) {
        assertTrue(name, pictures(folder.resolve(name)) > 0);
      }
      noteFinished();
    } finally {
      recorder.start();
    }
    awaitNextFiles();
  }

  @Test
  public void listener_throws_recordingGoesOn() throws Exception {
    ServiceRegistration<RecordingListener> bad =
        context.registerService(
            RecordingListener.class,
            (recording, event) -> {
              throw new IllegalStateException("a listener that is no good");
            },
            null);
    begin(Map.of());
    awaitTold(FRONT + " RECORDING_STARTED");
    bad.unregister();
  }

  private void checkWaiting(String name, String reason) throws Exception {
    begin(Map.of());
    Bundle part = ourBundle(name);
    part.stop();
    try {
      await("waiting", () -> waitsFor(FRONT), reason);
      await("waiting", () -> waitsFor(BACK), reason);
      for (String file : List.of("front.mp4", "back.mp4")) {
        assertTrue(file, pictures(folder.resolve(file)) > 0);
      }
      noteFinished();
    } finally {
      part.start();
    }
    awaitNextFiles();
    awaitTold(FRONT + " RECORDING_RESUMED");
  }

  /** Two recordings run, and have something in their files. */
  private void begin(Map<String, ?> values) throws Exception {
    configure(FRONT, values);
    Map<String, Object> other = new TreeMap<>(values);
    other.putAll(Map.of("video", "h265", "audio", "g711a", "layout", "fragmented"));
    configure(BACK, other);
    awaitRunning(FRONT);
    awaitRunning(BACK);
    assertEquals(Set.of("front.mp4", "back.mp4"), names());
  }

  private void awaitNextFiles() {
    await("next files", () -> names().containsAll(Set.of("front-002.mp4", "back-002.mp4")), true);
    awaitRunning(FRONT);
    awaitRunning(BACK);
  }

  /** What is there now, and is finished, is not to change. */
  private void noteFinished() throws IOException {
    finished.clear();
    Set<Path> growing =
        recordings().stream()
            .filter(status -> status.state() == State.RUNNING && !status.files().isEmpty())
            .map(status -> status.files().get(status.files().size() - 1))
            .collect(Collectors.toSet());
    for (Path file : files()) {
      if (!growing.contains(file)) {
        finished.put(file, Files.size(file));
      }
    }
  }

  /** Waits until a recording runs and has recorded some frames more. */
  private void awaitRunning(String name) {
    await(name + " to run", () -> state(name), State.RUNNING);
    awaitFrames(name, 10);
  }

  private void awaitFrames(String name, long more) {
    long before = frames(name);
    await(more + " frames more of " + name, () -> frames(name) >= before + more, true);
  }

  private void awaitTold(String event) {
    await(event, () -> told.contains(event), true);
  }

  private long frames(String name) {
    return status(name).map(status -> status.statistics().videoFrames()).orElse(0L);
  }

  private State state(String name) {
    return status(name).map(RecordingStatus::state).orElse(State.ENDED);
  }

  private String waitsFor(String name) {
    return status(name).flatMap(RecordingStatus::waitsFor).orElse("");
  }

  private Optional<RecordingStatus> status(String name) {
    return Optional.ofNullable(statuses().get(name));
  }

  private Map<String, RecordingStatus> statuses() {
    return recordings().stream()
        .filter(one -> one.origin() == RecordingStatus.Origin.CONFIGURATION)
        .collect(Collectors.toMap(RecordingStatus::name, one -> one));
  }

  /** Those of the recorder that is there now, if one is. */
  private List<RecordingStatus> recordings() {
    ServiceReference<Recorder> reference = context.getServiceReference(Recorder.class);
    Recorder recorder = reference == null ? null : context.getService(reference);
    if (recorder == null) {
      return List.of();
    }
    try {
      return recorder.recordings();
    } finally {
      context.ungetService(reference);
    }
  }

  private List<Optional<String>> codecs(Path file) throws IOException {
    return movie(file).tracks().stream().map(track -> track.codec()).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
    }
  }

  private Set<String> names() {
    try {
      return files().stream()
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Configuration configure(String name, Map<String, ?> values) throws IOException {
    Configuration configuration =
        service(ConfigurationAdmin.class).getFactoryConfiguration(PID, name, "?");
    configurations.add(configuration);
    update(configuration, values);
    return configuration;
  }

  private void update(Configuration configuration, Map<String, ?> values) throws IOException {
    Dictionary<String, Object> properties = new Hashtable<>(values);
    properties.put("folder", folder.toString());
    properties.put("pattern", "%o.mp4");
    configuration.update(properties);
  }
}
