package io.boxwire.itests.felix;

import static io.boxwire.device.k230.KdMp4.K_MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.KdMp4.K_MP4_ERR_HANDLE;
import static io.boxwire.device.k230.KdMp4.K_MP4_ERR_NO_CODEC;
import static io.boxwire.device.k230.KdMp4.K_MP4_ERR_SERVICE_GONE;
import static io.boxwire.device.k230.KdMp4.K_MP4_OK;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.itests.felix.K230Support.Unit;
import io.boxwire.itests.felix.K230Support.Writing;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Files that the K230 module writes and reads while bundles are stopped, started and updated. */
public class K230HotSwapIT extends K230TestSupport {
  private static final long PATIENCE_SECONDS = 20;

  /** How often codecs are swapped in mid-file. */
  private static final int SWAPS = Boolean.getBoolean("boxwire.full") ? 60 : 3;

  /** What is done to a bundle. */
  private enum Upheaval {
    STOP {
      @Override
      void of(Bundle bundle) throws Exception {
        bundle.stop();
      }
    },
    UPDATE {
      @Override
      void of(Bundle bundle) throws Exception {
        String name = bundle.getSymbolicName().substring("io.boxwire.".length());
        try (InputStream jar = Files.newInputStream(jar(name))) {
          bundle.update(jar);
        }
      }
    };

    abstract void of(Bundle bundle) throws Exception;
  }

  /** What is done while a bundle is away, or has come back as another. */
  @FunctionalInterface
  private interface Meanwhile {
    void run() throws Exception;
  }

  private void during(Upheaval upheaval, String name, Meanwhile meanwhile) throws Exception {
    Bundle bundle = ourBundle(name);
    upheaval.of(bundle);
    try {
      meanwhile.run();
    } finally {
      bundle.start();
    }
    awaitParts();
  }

  @Test
  public void h264_swapped_whileWriting_losesNothing() throws Exception {
    checkWritesOn("codec.h264");
  }

  @Test
  public void g711_swapped_whileWriting_losesNothing() throws Exception {
    checkWritesOn("codec.g711");
  }

  @Test
  public void partsNotUsed_swapped_whileWriting_areNotMissed() throws Exception {
    for (String name : List.of("codec.h265", "demuxer", "recorder", "shell")) {
      checkWritesOn(name);
    }
  }

  /** The file is that of calls that nothing disturbed, frame by frame. */
  private void checkWritesOn(String name) throws Exception {
    List<Unit> units = units();
    int third = units.size() / 3;
    for (int fmp4Flag = 0; fmp4Flag <= 1; fmp4Flag++) {
      Path calm = fresh("calm.mp4");
      write(calm, fmp4Flag, units);
      List<Unit> expected = K230Support.read(k230.newKdMp4(), calm);
      for (Upheaval upheaval : Upheaval.values()) {
        Path file = fresh("swapped.mp4");
        Writing writing = new Writing(k230.newKdMp4(), file, fmp4Flag);
        writing.writeAll(units.subList(0, third));
        during(upheaval, name, () -> writing.writeAll(units.subList(third, 2 * third)));
        writing.writeAll(units.subList(2 * third, units.size()));
        writing.finish();
        String what = name + ", " + upheaval + ", fmp4_flag " + fmp4Flag;
        assertEquals(what, expected, K230Support.read(k230.newKdMp4(), file));
      }
    }
  }

  @Test
  public void codecs_swapped_whileRecording_areNotMissed() throws Exception {
    Path file = folder.resolve("a.mp4");
    Mp4Container container = recording(file, 0, "realtime");
    int swaps = 0;
    for (int i = 0; i < SWAPS; i++) {
      for (String codec : List.of("codec.h264", "codec.g711", "codec.h265")) {
        for (Upheaval upheaval : Upheaval.values()) {
          process(container, 2);
          during(upheaval, codec, () -> process(container, 2));
          swaps++;
        }
      }
    }
    container.stop();
    container.destroy();
    System.out.println(swaps + " swaps of codecs while a container recorded");
    assertEquals(4 * swaps, container.statistics().videoFrames());
    checkFile(file, container);
  }

  @Test
  public void codecs_updated_whileFilesAreOpen_oldOnesAreCollected() throws Exception {
    List<Unit> units = units();
    int half = units.size() / 2;
    Path written = folder.resolve("written.mp4");
    Writing writing = new Writing(k230.newKdMp4(), written, 0);
    writing.writeAll(units.subList(0, half));
    Path recorded = folder.resolve("recorded.mp4");
    Mp4Container container = recording(recorded, 0, "realtime");
    process(container, 5);
    for (String codec : List.of("codec.h264", "codec.g711")) {
      WeakReference<ClassLoader> old = classLoader(codec);
      during(Upheaval.UPDATE, codec, () -> process(container, 5));
      await(codec + " to be collected", () -> collected(old), true);
    }
    writing.writeAll(units.subList(half, units.size()));
    writing.finish();
    container.destroy();
    assertEquals(PICTURES, pictures(written));
    checkFile(recorded, container);
  }

  @Test
  public void partsOfFiles_updated_oldOnesAreCollectedOnceTheFilesAreLetGo() throws Exception {
    Path source = folder.resolve("source.mp4");
    write(source, 0, units());
    for (String part : List.of("demuxer", "recorder", "muxer")) {
      WeakReference<ClassLoader> old = classLoader(part);
      updateUnderOpenFiles(part, source);
      await(part + " to be collected", () -> collected(old), true);
    }
  }

  private void updateUnderOpenFiles(String part, Path source) throws Exception {
    KdMp4 calls = k230.newKdMp4();
    long reading = K230Support.reading(calls, source);
    KMp4FrameData data = new KMp4FrameData();
    K230Support.check(calls, reading, calls.getFrame(reading, data));
    Writing writing = new Writing(calls, fresh("written.mp4"), 1);
    writing.writeAll(units());
    Mp4Container container = recording(fresh("recorded.mp4"), 0, "realtime");
    Mp4Container player = playing(source, frame -> {});
    process(container, 5);
    process(player, 5);
    during(Upheaval.UPDATE, part, () -> {});
    calls.destroy(reading);
    writing.destroy();
    for (Mp4Container each : List.of(container, player)) {
      try {
        each.destroy();
      } catch (MediaException e) {
        assertEquals(Code.SERVICE_GONE, e.code());
      }
    }
    assertEquals(PICTURES, pictures(folder.resolve("written.mp4")));
  }

  private WeakReference<ClassLoader> classLoader(String name) {
    return new WeakReference<>(ourBundle(name).adapt(BundleWiring.class).getClassLoader());
  }

  private static boolean collected(WeakReference<ClassLoader> reference) {
    System.gc();
    return reference.get() == null;
  }

  @Test
  public void h264_doesNotComeBack_endsFilesAndTellsHowManyFramesAreMissing() throws Exception {
    List<Unit> units = units();
    Writing progressive = new Writing(k230.newKdMp4(), folder.resolve("0.mp4"), 0);
    Writing fragmented = new Writing(k230.newKdMp4(), folder.resolve("1.mp4"), 1);
    Mp4Container container = recording(folder.resolve("2.mp4"), 0, "realtime");
    progressive.writeAll(units);
    fragmented.writeAll(units);
    process(container, 10);
    during(
        Upheaval.STOP,
        "codec.h264",
        () -> {
          assertEquals(K_MP4_OK, progressive.write(picture(units, 2_100_000)));
          MediaException ended =
              assertThrows(MediaException.class, () -> process(container, 1_000));
          assertEquals(Code.CODEC_GONE, ended.code());
          container.destroy();
          for (Writing writing : List.of(progressive, fragmented)) {
            await(
                "the end of waiting",
                () -> writing.write(picture(units, 2_200_000)),
                K_MP4_ERR_NO_CODEC);
          }
          assertTrue(progressive.message(), progressive.message().matches(".*\\b1 frame.*"));
          assertEquals(K_MP4_ERR_NO_CODEC, progressive.destroy());
          assertTrue(progressive.message(), progressive.message().matches(".*\\b1 frame.*"));
          assertEquals(K_MP4_ERR_HANDLE, progressive.destroy());
          fragmented.destroy();
        });
    assertEquals(PICTURES, pictures(folder.resolve("0.mp4")));
    assertEquals(PICTURES, pictures(folder.resolve("1.mp4")));
    assertTrue(pictures(folder.resolve("2.mp4")) >= 10);
  }

  private static Unit picture(List<Unit> units, long micros) {
    return new Unit(K_MP4_CODEC_ID_H264, micros, units.get(0).bytes());
  }

  @Test
  public void recorder_goes_whileRecording_fileIsFinished() throws Exception {
    for (Upheaval upheaval : Upheaval.values()) {
      Path file = fresh("a.mp4");
      Mp4Container container = recording(file, 0, "realtime");
      CompletableFuture<MediaException> processing = processing(container);
      awaitPictures(container, 5);
      during(upheaval, "recorder", () -> checkGone(processing, container));
      checkFile(file, container);
    }
  }

  /** The recording waits for another muxer first. */
  @Test
  public void muxer_stopped_whileEverythingIsOpen_filesAreFinished() throws Exception {
    checkFinishes("muxer");
  }

  @Test
  public void muxer_updated_whileEverythingIsOpen_recordingGoesOnInNextFile() throws Exception {
    List<Unit> units = units();
    List<Writing> writings = writings(units);
    Path recorded = folder.resolve("recorded.mp4");
    Mp4Container container = recording(recorded, 1, "realtime");
    process(container, 30);
    during(Upheaval.UPDATE, "muxer", () -> checkGone(writings, units));
    long before = container.statistics().videoFrames();
    process(container, 30);
    container.stop();
    container.destroy();
    long all = container.statistics().videoFrames();
    assertTrue(before + " and " + all, all > before);
    assertEquals(before, pictures(recorded));
    // It may begin with some of the first, which it does not show.
    assertTrue(pictures(folder.resolve("recorded-002.mp4")) >= all - before);
    checkWritten(units);
  }

  @Test
  public void device_stopped_whileEverythingIsOpen_closesIt() throws Exception {
    Path source = folder.resolve("source.mp4");
    write(source, 0, units());
    KdMp4 reader = k230.newKdMp4();
    long reading = K230Support.reading(reader, source);
    Mp4Container player = playing(source, data -> {});
    assertTrue(player.process());
    checkFinishes("device.k230");

    assertEquals(K_MP4_ERR_SERVICE_GONE, reader.getFrame(reading, new KMp4FrameData()));
    assertEquals(K_MP4_ERR_SERVICE_GONE, reader.destroy(reading));
    assertEquals(K_MP4_ERR_HANDLE, reader.destroy(reading));
    assertEquals(Code.SERVICE_GONE, assertThrows(MediaException.class, player::process).code());
    player.destroy();
  }

  /** Writes in every way while a bundle is stopped, and again when it is back. */
  private void checkFinishes(String name) throws Exception {
    List<Unit> units = units();
    List<Writing> writings = writings(units);
    Path recorded = folder.resolve("recorded.mp4");
    Mp4Container container = recording(recorded, 1, "realtime");
    CompletableFuture<MediaException> processing = processing(container);
    awaitPictures(container, 5);
    during(
        Upheaval.STOP,
        name,
        () -> {
          checkGone(processing, container);
          checkGone(writings, units);
        });
    checkFile(recorded, container);
    checkWritten(units);
  }

  /** One for each layout, with all units written. */
  private List<Writing> writings(List<Unit> units) throws Exception {
    List<Writing> writings = new ArrayList<>();
    for (int fmp4Flag = 0; fmp4Flag <= 1; fmp4Flag++) {
      Writing writing = new Writing(k230.newKdMp4(), folder.resolve(fmp4Flag + ".mp4"), fmp4Flag);
      writing.writeAll(units);
      writings.add(writing);
    }
    return writings;
  }

  private static void checkGone(List<Writing> writings, List<Unit> units) {
    for (Writing writing : writings) {
      assertEquals(K_MP4_ERR_SERVICE_GONE, writing.write(picture(units, 2_100_000)));
      assertTrue(writing.message(), writing.message().contains("stopped"));
      writing.destroy();
      assertEquals(K_MP4_ERR_HANDLE, writing.destroy());
    }
  }

  /** The files of {@link #writings} are whole, and another can be written. */
  private void checkWritten(List<Unit> units) throws Exception {
    assertEquals(PICTURES, pictures(folder.resolve("0.mp4")));
    assertEquals(PICTURES, pictures(folder.resolve("1.mp4")));
    Path again = folder.resolve("again.mp4");
    write(again, 0, units);
    assertEquals(PICTURES, pictures(again));
  }

  @Test
  public void demuxer_goes_whileReading_saysSo() throws Exception {
    Path source = folder.resolve("source.mp4");
    write(source, 0, units());
    for (Upheaval upheaval : Upheaval.values()) {
      KdMp4 reader = k230.newKdMp4();
      long reading = K230Support.reading(reader, source);
      KMp4FrameData data = new KMp4FrameData();
      K230Support.check(reader, reading, reader.getFrame(reading, data));
      Mp4Container player = playing(source, frame -> {});
      assertTrue(player.process());
      during(
          upheaval,
          "demuxer",
          () -> {
            assertEquals(K_MP4_ERR_SERVICE_GONE, reader.getFrame(reading, data));
            MediaException ended = assertThrows(MediaException.class, player::process);
            assertEquals(Code.SERVICE_GONE, ended.code());
            reader.destroy(reading);
            player.destroy();
          });
      assertEquals(PICTURES, pictures(source));
    }
  }

  @Test
  public void codec_goes_whileReading_readsOnWhenItIsBack() throws Exception {
    Path source = folder.resolve("source.mp4");
    write(source, 0, units());
    List<Unit> expected = K230Support.read(k230.newKdMp4(), source);
    for (Upheaval upheaval : Upheaval.values()) {
      KdMp4 reader = k230.newKdMp4();
      long reading = K230Support.reading(reader, source);
      KMp4FrameData data = new KMp4FrameData();
      K230Support.check(reader, reading, reader.getFrame(reading, data));
      if (upheaval == Upheaval.STOP) {
        during(
            upheaval,
            "codec.h264",
            () -> {
              int returned = K_MP4_OK;
              while (returned == K_MP4_OK && data.eof == 0) {
                returned = reader.getFrame(reading, data);
              }
              assertEquals(K_MP4_ERR_NO_CODEC, returned);
            });
      } else {
        during(upheaval, "codec.h264", () -> {});
      }
      K230Support.check(reader, reading, reader.getFrame(reading, data));
      K230Support.check(reader, reading, reader.destroy(reading));
    }
    assertEquals(expected, K230Support.read(k230.newKdMp4(), source));
  }

  private static void checkGone(
      CompletableFuture<MediaException> processing, Mp4Container container) throws Exception {
    MediaException failure = processing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(Code.SERVICE_GONE, failure.code());
    MediaException again = assertThrows(MediaException.class, container::process);
    assertEquals(Code.SERVICE_GONE, again.code());
    container.destroy();
  }

  /** Processes on another thread until that fails. */
  private static CompletableFuture<MediaException> processing(Mp4Container container) {
    return CompletableFuture.supplyAsync(
        () -> assertThrows(MediaException.class, () -> process(container, Integer.MAX_VALUE)));
  }
}
