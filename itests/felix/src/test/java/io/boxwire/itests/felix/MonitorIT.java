package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.codec.CodecPlugin;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** What other programs see of real recordings, and that nothing is left of it afterwards. */
public class MonitorIT extends FelixTestSupport {
  private static final String FRAMEWORK = "io.boxwire:type=Framework";
  private static final String DOOR = "io.boxwire:type=Recording,name=\"door\"";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final List<Bundle> installed = new ArrayList<>();
  private Bundle monitor;
  private Bundle recorder;
  private Path folder;

  @Before
  public void installMonitor() throws Exception {
    folder = Files.createTempDirectory("monitor");
    service(CodecPlugin.class, "(codec=h264)");
    service(CodecPlugin.class, "(codec=g711u)");
    service(CaptureDevice.class, "(device.id=builtin)");
    recorder = ourBundle("recorder");
    monitor = install("io.boxwire.monitor");
    until("the framework's bean", () -> beans().contains(FRAMEWORK));
  }

  @After
  public void uninstall() throws BundleException {
    for (Bundle bundle : installed) {
      bundle.uninstall();
    }
    recorder.start();
  }

  private Bundle install(String name) throws BundleException {
    Path jar = jar("api").resolveSibling(name + ".jar");
    Bundle bundle = context.installBundle(jar.toUri().toString());
    installed.add(0, bundle);
    bundle.start();
    return bundle;
  }

  @Test
  public void beans_comeAndGoWithRecordings() throws Exception {
    Recording recording = begin();
    until("the recording's bean", () -> beans().equals(Set.of(FRAMEWORK, DOOR)));
    until("frames", () -> (long) attribute(DOOR, "VideoFrames") >= 10);
    assertEquals("RUNNING", attribute(DOOR, "State"));
    assertEquals(1, attribute(FRAMEWORK, "Recordings"));
    List<String> codecs = List.of((String[]) attribute(FRAMEWORK, "Codecs"));
    assertTrue(
        codecs.toString(),
        codecs.stream().anyMatch(line -> line.startsWith("h264 io.boxwire.codec.h264 ")));
    recording.stop();
    recording.await();
    until("the recording's bean to go", () -> beans().equals(Set.of(FRAMEWORK)));
  }

  @Test
  public void recorderStops_whileRecording_beansAreGoneAndComeAgain() throws Exception {
    begin();
    until("the recording's bean", () -> beans().contains(DOOR));
    recorder.stop();
    assertEquals(Set.of(), beans());
    recorder.start();
    until("the framework's bean", () -> beans().equals(Set.of(FRAMEWORK)));
    Recording recording = begin();
    until("the recording's bean", () -> beans().contains(DOOR));
    recording.stop();
    recording.await();
  }

  @Test
  public void monitorStops_whileRecording_nothingIsLeft() throws Exception {
    Recording recording = begin();
    until("the recording's bean", () -> beans().contains(DOOR));
    monitor.stop();
    assertEquals(Set.of(), beans());
    until("no thread", () -> threads().isEmpty());
    assertTrue(!recording.await(Duration.ofMillis(1)));
    recording.stop();
    recording.await();
  }

  @Test
  public void eventAdmin_installedLater_eventsArePosted() throws Exception {
    install("org.apache.felix.eventadmin");
    MonitorEvents heard = new MonitorEvents(context);
    Recording recording = begin();
    recording.stop();
    recording.await();
    until("the end", () -> heard.topics().contains("io/boxwire/recording/ENDED"));
    List<String> topics = heard.topics();
    assertEquals(topics.toString(), "io/boxwire/recording/STARTED", first(topics, "recording/"));
    assertTrue(topics.toString(), topics.contains("io/boxwire/file/OPENED"));
    assertTrue(topics.toString(), topics.contains("io/boxwire/file/CLOSED"));
    heard.checkProperties("door", recording.files().get(0).toString());
    heard.close();
  }

  private static String first(List<String> topics, String part) {
    return topics.stream().filter(topic -> topic.contains(part)).findFirst().orElse("");
  }

  @Test
  public void eventAdminGoes_whileRecording_recordingGoesOn() throws Exception {
    Bundle admin = install("org.apache.felix.eventadmin");
    Recording recording = begin();
    admin.stop();
    long before = recording.statistics().videoFrames();
    until("more frames", () -> recording.statistics().videoFrames() > before + 5);
    recording.stop();
    recording.await();
  }

  @Test
  public void micrometer_installedLater_metersAreBoundWhileThereIsARegistry() throws Exception {
    installMicrometer();
    Recording recording = begin();
    MonitorMeters meters = new MonitorMeters(context);
    until("meters", () -> meters.value("boxwire.recording.frames", "door") >= 10);
    meters.withdraw();
    assertEquals(0, meters.count());
    meters.offer();
    until("meters", () -> meters.count() > 0);
    recorder.stop();
    assertEquals(0, meters.count());
    recorder.start();
    Recording next = begin();
    until("meters", () -> meters.count() > 0);
    next.stop();
    next.await();
    until("no meter", () -> meters.count() == 0);
    meters.withdraw();
    assertTrue(recording.files().size() > 0);
  }

  private void installMicrometer() throws BundleException {
    install("micrometer-commons");
    install("micrometer-core");
  }

  @Test
  public void monitorUninstalled_afterAllWasUsed_itsClassLoaderIsCollected() throws Exception {
    install("org.apache.felix.eventadmin");
    installMicrometer();
    MonitorMeters meters = new MonitorMeters(context);
    Recording recording = begin();
    until("the recording's bean", () -> beans().contains(DOOR));
    attribute(DOOR, "Files");
    attribute(FRAMEWORK, "Codecs");
    until("meters", () -> meters.count() > 0);
    WeakReference<ClassLoader> loader =
        new WeakReference<>(monitor.adapt(BundleWiring.class).getClassLoader());
    monitor.uninstall();
    installed.remove(monitor);
    monitor = null;
    until(
        "the class loader to be collected",
        () -> {
          System.gc();
          return loader.get() == null;
        });
    meters.withdraw();
    recording.stop();
    recording.await();
  }

  private Recording begin() throws Exception {
    CaptureRequest capture = CaptureRequest.builder().video("h264").audio("g711u").build();
    Path file = Files.createTempDirectory(folder, "recording").resolve("out.mp4");
    Recording recording =
        service(Recorder.class)
            .start(RecordingRequest.to(new Sink.File(file), capture).name("door").build());
    until("frames", () -> recording.statistics().videoFrames() >= 10);
    return recording;
  }

  private Set<String> beans() throws JMException {
    return server.queryNames(new ObjectName("io.boxwire:*"), null).stream()
        .map(ObjectName::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Object attribute(String bean, String name) throws JMException {
    return server.getAttribute(new ObjectName(bean), name);
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("boxwire-monitor"))
        .toList();
  }
}
