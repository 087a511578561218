package io.boxwire.monitor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class TopicsTest {
  @Test
  void everyKind_hasATopicOfItsOwn() {
    List<String> topics = List.of(Kind.values()).stream().map(Topics::of).toList();
    assertThat(topics)
        .doesNotHaveDuplicates()
        .allMatch(t -> t.matches("io/boxwire/[a-z]+/[A-Z_]+"));
  }

  @Test
  void topics_thatOthersRelyOn() {
    assertThat(Topics.of(Kind.RECORDING_STARTED)).isEqualTo("io/boxwire/recording/STARTED");
    assertThat(Topics.of(Kind.RECORDING_ENDED)).isEqualTo("io/boxwire/recording/ENDED");
    assertThat(Topics.of(Kind.RECORDING_WAITING)).isEqualTo("io/boxwire/recording/WAITING");
    assertThat(Topics.of(Kind.FILE_REMOVED)).isEqualTo("io/boxwire/file/REMOVED");
    assertThat(Topics.of(Kind.FILE_REPAIRED)).isEqualTo("io/boxwire/file/REPAIRED");
    assertThat(Topics.of(Kind.FILE_LEFT)).isEqualTo("io/boxwire/file/LEFT");
    assertThat(Topics.of(Kind.STORAGE_SLOW)).isEqualTo("io/boxwire/file/STORAGE_SLOW");
    assertThat(Topics.of(Kind.RECORDING_RESUMED)).isEqualTo("io/boxwire/recording/RESUMED");
    assertThat(Topics.of(Kind.GAP)).isEqualTo("io/boxwire/recording/GAP");
    assertThat(Topics.of(Kind.FILE_OPENED)).isEqualTo("io/boxwire/file/OPENED");
    assertThat(Topics.of(Kind.FILE_CLOSED)).isEqualTo("io/boxwire/file/CLOSED");
    assertThat(Topics.of(Kind.PLUGIN_CHANGED)).isEqualTo("io/boxwire/codec/CHANGED");
  }

  @Test
  void properties_ofAnEventThatSaysAll() {
    MediaEvent event =
        MediaEvent.onTrack(Kind.PLUGIN_CHANGED, 2, "a plugin came")
            .withFrames(3)
            .withFile(Path.of("/recordings/one.mp4"))
            .withTime(Duration.ofMillis(45));
    assertThat(Topics.properties(Statuses.of("door"), event, 99))
        .containsOnly(
            entry("recording", "door"),
            entry("state", "RUNNING"),
            entry("message", "a plugin came"),
            entry("timestamp", 99L),
            entry("file", "/recordings/one.mp4"),
            entry("track", 2),
            entry("frames", 3L),
            entry("millis", 45L));
  }

  @Test
  void properties_thatAnEventHasNot_areAbsent() {
    assertThat(Topics.properties(Statuses.of("door"), MediaEvent.of(Kind.GAP, "gap"), 99))
        .containsOnlyKeys("recording", "state", "message", "timestamp");
  }

  @Test
  void poster_posts_withoutWaiting() {
    List<Event> posted = new ArrayList<>();
    EventAdmin admin =
        new EventAdmin() {
          @Override
          public void postEvent(Event event) {
            posted.add(event);
          }

          @Override
          public void sendEvent(Event event) {
            throw new AssertionError("this would wait for who listens");
          }
        };
    long before = System.currentTimeMillis();
    new EventPoster(admin)
        .onEvent(Statuses.of("door"), MediaEvent.of(Kind.GAP, "gap").withFrames(5));
    assertThat(posted).hasSize(1);
    assertThat(posted.get(0).getTopic()).isEqualTo("io/boxwire/recording/GAP");
    assertThat(posted.get(0).getProperty("frames")).isEqualTo(5L);
    assertThat((long) posted.get(0).getProperty("timestamp"))
        .isBetween(before, System.currentTimeMillis());
  }
}
