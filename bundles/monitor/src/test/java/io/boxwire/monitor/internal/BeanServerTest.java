package io.boxwire.monitor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.boxwire.api.RecordingStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class BeanServerTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final BeanServer beans = new BeanServer(server);
  private final List<RecordingStatus> recordings = new ArrayList<>();
  private final Roster roster = new Roster(() -> recordings, beans);

  private Set<ObjectName> ours() throws Exception {
    return server.queryNames(new ObjectName("io.boxwire:*"), null);
  }

  private Map<String, Object> attributes(ObjectName name) throws Exception {
    Map<String, Object> values = new TreeMap<>();
    for (MBeanAttributeInfo info : server.getMBeanInfo(name).getAttributes()) {
      assertThat(info.isWritable()).isFalse();
      values.put(info.getName(), server.getAttribute(name, info.getName()));
    }
    return values;
  }

  @Test
  void recording_comesAndGoes() throws Exception {
    recordings.add(Statuses.of("door"));
    roster.update();
    assertThat(ours()).containsExactly(new ObjectName("io.boxwire:type=Recording,name=\"door\""));
    recordings.clear();
    roster.update();
    assertThat(ours()).isEmpty();
  }

  @Test
  void recording_ofAnyName_isShown() throws Exception {
    for (String name : List.of("a*b?\"c\\,=:\n", "/recordings/one.mp4", "")) {
      recordings.add(Statuses.of(name));
    }
    roster.update();
    assertThat(ours()).hasSize(3);
    roster.clear();
    assertThat(ours()).isEmpty();
  }

  @Test
  void recording_attributes_areItsFigures() throws Exception {
    recordings.add(Statuses.of("door"));
    roster.update();
    Map<String, Object> values = attributes(BeanServer.recording("door"));
    assertThat((String[]) values.remove("Files")).containsExactly("/recordings/one.mp4");
    assertThat(values)
        .containsOnly(
            entry("State", "RUNNING"),
            entry("WaitsFor", "the muxer"),
            entry("Failure", "no room"),
            entry("VideoFrames", 10L),
            entry("AudioFrames", 20L),
            entry("Bytes", 3000L),
            entry("MediaTimeMillis", 4000L),
            entry("FramesLost", 12L),
            entry("FramesDropped", 9L),
            entry("FramesRefused", 11L),
            entry("QueuedFrames", 5),
            entry("QueueCapacity", 64),
            entry("QueuePeak", 7),
            entry("QueueWaits", 8L),
            entry("LongestWriteMillis", 1500L));
  }

  @Test
  void nameIsTaken_theOtherBeanStays() throws Exception {
    ObjectName name = BeanServer.recording("door");
    server.registerMBean(new RecordingBean(new Roster.Entry(Statuses.of("other"))), name);
    recordings.add(Statuses.of("door"));
    roster.update();
    roster.clear();
    assertThat(ours()).containsExactly(name);
  }

  @Test
  void frameworksNameIsTaken_theOtherBeanStays() throws Exception {
    FrameworkMXBean bean = new FrameworkBean(new FakeServices().context(), () -> 0);
    server.registerMBean(bean, BeanServer.framework());
    beans.register(bean);
    beans.unregisterFramework();
    assertThat(ours()).containsExactly(BeanServer.framework());
  }

  @Test
  void takenAwayBySomebodyElse_isNoError() throws Exception {
    recordings.add(Statuses.of("door"));
    roster.update();
    server.unregisterMBean(BeanServer.recording("door"));
    roster.clear();
    assertThat(ours()).isEmpty();
  }

  @Test
  void framework_showsServices() throws Exception {
    FakeServices services = new FakeServices();
    services.add("io.boxwire.api.codec.CodecPlugin", Map.of("codec", "h264"));
    services.add("io.boxwire.api.codec.CodecPlugin", Map.of("codec", "aac", "service.ranking", 5));
    services.add("io.boxwire.api.MuxerFactory", Map.of("container", "mp4"));
    services.addGone("io.boxwire.api.MuxerFactory", Map.of("container", "old"));
    services.add("io.boxwire.api.DemuxerFactory", Map.of("container", "mp4"));
    services.add("io.boxwire.api.capture.CaptureDevice", Map.of("device.id", "builtin"));
    beans.register(new FrameworkBean(services.context(), () -> 7));
    ObjectName name = BeanServer.framework();
    assertThat(name).isEqualTo(new ObjectName("io.boxwire:type=Framework"));
    assertThat(
            server
                .getAttributes(
                    name, new String[] {"Codecs", "Muxers", "Demuxers", "Devices", "Recordings"})
                .asList())
        .extracting(Attribute::getValue)
        .containsExactly(
            new String[] {"aac some.bundle 1.2.3 5", "h264 some.bundle 1.2.3 0"},
            new String[] {"mp4 some.bundle 1.2.3 0"},
            new String[] {"mp4 some.bundle 1.2.3 0"},
            new String[] {"builtin some.bundle 1.2.3 0"},
            7);
    beans.unregisterFramework();
    beans.unregisterFramework();
    assertThat(ours()).isEmpty();
  }
}
