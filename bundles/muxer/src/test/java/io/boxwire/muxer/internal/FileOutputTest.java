package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.FileRegion;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Regions are copied behind the caller's back, yet in order with everything else. */
@Timeout(30)
final class FileOutputTest {
  @TempDir Path directory;

  private FileChannel source;
  private FileOutput output;

  @BeforeEach
  void open() throws IOException {
    source = FileChannel.open(Files.writeString(directory.resolve("source"), "0123456789"));
    output = FileOutput.create(directory.resolve("out"));
  }

  @AfterEach
  void close() throws IOException {
    output.close();
    source.close();
  }

  @Test
  void append_regionsAndBuffersByTurns_keepsTheirOrder() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      output.append(new FileRegion(source, 2, 3), 3);
      output.append(new FileRegion(source, i % 10, 1), 1);
      append("word " + i);
      expected.append("234").append(i % 10).append("word ").append(i);
    }
    assertThat(output.position()).isEqualTo(expected.length());
    output.complete();
    assertThat(output.written()).isEqualTo(expected.length());
    assertThat(content()).isEqualTo(expected.toString());
  }

  @Test
  void append_moreRegionsThanMayWait_copiesThemAll() throws IOException {
    for (int i = 0; i < 1000; i++) {
      output.append(new FileRegion(source, 0, 10), 10);
    }
    output.complete();
    assertThat(output.written()).isEqualTo(10_000);
    assertThat(content()).isEqualTo("0123456789".repeat(1000));
  }

  @Test
  void complete_regionBeyondTheEndOfItsFile_throwsAndGoesOnWhereWritingEnded() throws IOException {
    output.append(new FileRegion(source, 6, 8), 8);
    assertThatThrownBy(output::complete).isInstanceOf(EOFException.class);
    assertThat(output.position()).isEqualTo(4);
    append("end");
    assertThat(content()).isEqualTo("6789end");
  }

  @Test
  void append_interruptedThread_copiesAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    output.append(new FileRegion(source, 0, 10), 10);
    append("end");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(content()).isEqualTo("0123456789end");
  }

  @Test
  void append_smallBehindARegionOnItsWay_isWrittenInItsTurn() throws Exception {
    try (GatedChannel gated = new GatedChannel(source)) {
      output.append(new FileRegion(gated, 0, 4), 4);
      append("moof");
      output.append(new FileRegion(source, 4, 3), 3);
      assertThat(output.position()).isEqualTo(11);
      assertThat(output.written()).isZero();
      assertThat(Files.size(directory.resolve("out"))).isZero();
      gated.open();
      assertThat(content()).isEqualTo("0123moof456");
      assertThat(output.written()).isEqualTo(11);
    }
  }

  @Test
  void complete_upToAnOffset_doesNotWaitForWhatLiesBehind() throws Exception {
    try (GatedChannel gated = new GatedChannel(source)) {
      output.append(new FileRegion(source, 0, 10), 10);
      append("moof");
      output.append(new FileRegion(gated, 0, 4), 4);
      output.complete(14);
      assertThat(output.written()).isEqualTo(14);
      assertThat(Files.readString(directory.resolve("out"))).isEqualTo("0123456789moof");
      gated.open();
    }
  }

  @Test
  void append_behindARegionThatFails_isDroppedAndGoesOnWhereWritingEnded() throws Exception {
    try (GatedChannel gated = new GatedChannel(source)) {
      output.append(new FileRegion(gated, 6, 8), 8);
      append("moof");
      output.append(new FileRegion(source, 0, 10), 10);
      gated.open();
      assertThatThrownBy(output::complete).isInstanceOf(EOFException.class);
    }
    assertThat(output.position()).isEqualTo(4);
    assertThat(output.written()).isEqualTo(4);
    append("end");
    assertThat(content()).isEqualTo("6789end");
  }

  @Test
  void append_interruptedWhileARegionIsOnItsWay_writesAllAndStaysInterrupted() throws Exception {
    try (GatedChannel gated = new GatedChannel(source)) {
      output.append(new FileRegion(gated, 0, 4), 4);
      Thread.currentThread().interrupt();
      append("moof");
      output.append(new FileRegion(source, 4, 3), 3);
      gated.open();
      output.complete();
      append("end");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(content()).isEqualTo("0123moof456end");
  }

  @Test
  void close_regionsOnTheirWay_waitsForThem() throws IOException {
    output.append(new FileRegion(source, 0, 10), 10);
    output.close();
    assertThat(content()).isEqualTo("0123456789");
  }

  @Test
  void force_whileAnInterruptedThreadWrites_isRepeatedOnTheChannelOpenedAgain() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger forces = new AtomicInteger();
    FutureTask<Void> forcing =
        new FutureTask<>(
            () -> {
              while (!ended.get()) {
                output.force();
                forces.incrementAndGet();
              }
              return null;
            });
    new Thread(forcing).start();
    StringBuilder expected = new StringBuilder();
    try {
      while (forces.get() < 50) {
        Thread.currentThread().interrupt();
        append("word ");
        expected.append("word ");
        assertThat(Thread.interrupted()).isTrue();
      }
    } finally {
      ended.set(true);
    }
    forcing.get();
    assertThat(content()).isEqualTo(expected.toString());
  }

  @Test
  void create_whileItIsOpen_isLockedEvenIfAReaderOfItCloses() throws Exception {
    Path file = directory.resolve("out");
    for (int i = 0; i < 3; i++) {
      append("text");
      output.force();
      assertThat(lockedForOthers(file)).isTrue();
      Files.readString(file);
    }
    output.force();
    assertThat(lockedForOthers(file)).isTrue();
    output.close();
    assertThat(lockedForOthers(file)).isFalse();
  }

  /** Asks another process, since locks of this one are known to the JVM without the system. */
  private static boolean lockedForOthers(Path file) throws Exception {
    Process asking =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockProbe.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    int status = asking.waitFor();
    assertThat(status).isIn(LockProbe.FREE, LockProbe.LOCKED);
    return status == LockProbe.LOCKED;
  }

  private void append(String text) throws IOException {
    output.append(new ByteBuffer[] {StandardCharsets.UTF_8.encode(text)}, 1);
  }

  private String content() throws IOException {
    output.complete();
    return Files.readString(directory.resolve("out"));
  }
}
