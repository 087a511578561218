package io.boxwire.muxer.internal;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.FileRegion;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.box.AudioSampleEntry;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.FourCc;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fragments whose payload is copied from another file, many of them on their way at once: one
 * sample each.
 */
@Timeout(60)
final class CopiedFragmentsTest {
  private static final int SIZE = 1000;
  private static final int SAMPLES = 100;

  @TempDir Path folder;

  private final byte[] content = FakeCodec.picture('A', 1, SIZE * SAMPLES, 5);
  private final Rig.Owner owner = new Rig.Owner();
  private FileChannel source;
  private Path file;

  @BeforeEach
  void openSource() throws Exception {
    source = FileChannel.open(Files.write(folder.resolve("from"), content));
    file = folder.resolve("to.mp4");
  }

  @AfterEach
  void closeSource() throws Exception {
    source.close();
  }

  private Muxer open(Layout layout) throws MediaException {
    return new Mp4MuxerFactory()
        .open(
            new Sink.File(file),
            MuxerOptions.builder().layout(layout).fragmentDuration(Duration.ofMillis(10)).build());
  }

  private static TrackFormat format() throws Exception {
    BoxWriter entry = BoxWriter.inMemory();
    entry.write(AudioSampleEntry.of(FourCc.of("abcd"), 2, 16, 48_000, List.of()));
    SampleEntry stored = SampleEntry.of("abcd", entry.toBuffer()).audio(2, 48_000, 16).build();
    return TrackFormat.copy(MediaType.AUDIO, "soun", 48_000, List.of(stored)).build();
  }

  private static Frame.Builder sample(int track, int number) {
    return Frame.on(track).time(number * 1024L).randomAccess(RandomAccess.SYNC).descriptionIndex(1);
  }

  private Frame copied(FileChannel from, int track, int number) {
    return copied(from, track, number, owner);
  }

  private static Frame copied(FileChannel from, int track, int number, Rig.Owner owner) {
    return sample(track, number)
        .region(new FileRegion(from, (long) number * SIZE, SIZE))
        .transferred(owner)
        .build();
  }

  private byte[] expected(int number) {
    return Arrays.copyOfRange(content, number * SIZE, (number + 1) * SIZE);
  }

  private void assertHolds(int samples) throws Exception {
    ReadBack read = ReadBack.of(Files.readAllBytes(file));
    List<byte[]> stored = read.bytes(read.track(1));
    assertThat(stored).hasSize(samples);
    for (int i = 0; i < samples; i++) {
      assertThat(stored.get(i)).as("sample %d", i).isEqualTo(expected(i));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void write_regionsAndMemoryByTurns_areAllThereInOrder(Layout layout) throws Exception {
    Muxer muxer = open(layout);
    int track = muxer.addTrack(format());
    for (int i = 0; i < SAMPLES; i++) {
      muxer.write(
          i % 30 == 29
              ? sample(track, i).payload(ByteBuffer.wrap(expected(i))).build()
              : copied(source, track, i));
    }
    muxer.close();
    assertThat(owner.released).hasValue(SAMPLES - SAMPLES / 30);
    assertHolds(SAMPLES);
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void write_copiesThatHang_releasesNothingBeforeItIsInTheFile(Layout layout) throws Exception {
    try (GatedChannel gated = new GatedChannel(source)) {
      Muxer muxer = open(layout);
      int track = muxer.addTrack(format());
      for (int i = 0; i < 8; i++) {
        muxer.write(copied(gated, track, i));
      }
      assertThat(owner.released).hasValue(0);
      assertThat(muxer.statistics().samplesWritten()).isZero();
      gated.open();
      muxer.close();
      assertThat(muxer.statistics().samplesWritten()).isEqualTo(8);
    }
    assertThat(owner.released).hasValue(8);
    assertHolds(8);
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"HYBRID", "FRAGMENTED"})
  void write_sourceShrinksMeanwhile_keepsEachWholeFragmentAndReleasesAll(Layout layout)
      throws Exception {
    Muxer muxer = open(layout);
    List<Rig.Owner> taken = new ArrayList<>();
    try (FileChannel shrinking = FileChannel.open(folder.resolve("from"), WRITE)) {
      shrinking.truncate(SIZE * 60L + SIZE / 2);
    }
    int track = muxer.addTrack(format());
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < SAMPLES; i++) {
                Rig.Owner its = new Rig.Owner();
                muxer.write(copied(source, track, i, its));
                taken.add(its);
              }
              muxer.close();
            })
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("ends before");
    assertThatThrownBy(muxer::close).hasMessageContaining("ends before");
    assertThat(muxer.statistics().samplesWritten()).isEqualTo(60);
    assertThat(taken).hasSizeGreaterThan(60).allMatch(its -> its.released.get() == 1);
    assertHolds(60);
  }
}
