package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.internal.media.DemuxedFile;
import io.boxwire.device.k230.internal.module.OpenObjects;
import io.boxwire.device.k230.internal.module.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Opens instances, or leaves nothing behind. */
final class Instances {
  private final Parts parts;
  private final OpenObjects open;
  private final LongSupplier handles;
  private final Codecs codecs;
  private final Consumer<String> log;

  /**
   * Makes an opener.
   *
   * @param parts what it works with
   * @param open is told what is open
   * @param handles gives handles to tracks
   * @param codecs knows the codecs
   * @param log takes warnings
   */
  Instances(
      Parts parts, OpenObjects open, LongSupplier handles, Codecs codecs, Consumer<String> log) {
    this.parts = parts;
    this.open = open;
    this.handles = handles;
    this.codecs = codecs;
    this.log = log;
  }

  /** Opens what a struct describes. */
  Instance open(KMp4Config config) throws Refusal, MediaException {
    if (config.timeUnit == null) {
      throw new Refusal(ReturnCode.ARGUMENT, "the time unit is null");
    }
    if (config.configType == KdMp4.K_MP4_CONFIG_MUXER) {
      return muxer(path(muxerFile(config)), layout(config.muxerConfig.fmp4Flag), config.timeUnit);
    }
    if (config.configType == KdMp4.K_MP4_CONFIG_DEMUXER) {
      return demuxer(path(demuxerFile(config)), config.timeUnit);
    }
    throw new Refusal(
        ReturnCode.ARGUMENT, "the type is neither muxer nor demuxer: " + config.configType);
  }

  /** Forgets what is destroyed. */
  void destroyed(Instance instance) {
    open.remove(instance);
  }

  private Instance muxer(Path file, Layout layout, KMp4TimeUnit unit) throws MediaException {
    MuxerOptions options =
        MuxerOptions.builder()
            .layout(layout)
            .fileId(UUID.randomUUID())
            .listener(event -> log.accept(file + ": " + event.message()))
            .build();
    Muxer muxer = parts.muxers().open(new Sink.File(file), options);
    MuxerInstance instance =
        new MuxerInstance(
            muxer,
            new TrackFormats(codecs, unit),
            handles,
            message -> log.accept(file + ": " + message));
    try {
      return noted(instance);
    } catch (MediaException gone) {
      delete(file);
      throw gone;
    }
  }

  private Instance noted(Instance instance) throws MediaException {
    try {
      open.add(instance);
      return instance;
    } catch (MediaException gone) {
      instance.close();
      throw gone;
    }
  }

  /** The file was made by the call that failed: the muxer takes none that exists. */
  private static void delete(Path file) throws MediaException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw MediaException.io("deleting " + file, e);
    }
  }

  private Instance demuxer(Path path, KMp4TimeUnit unit) throws MediaException {
    DemuxedFile file = DemuxedFile.open(path, parts.demuxers(), log);
    return noted(new DemuxerInstance(file, codecs.ids(), unit, log));
  }

  private static Layout layout(int fmp4Flag) throws Refusal {
    if (fmp4Flag != 0 && fmp4Flag != 1) {
      throw new Refusal(ReturnCode.ARGUMENT, "fmp4_flag is 0 or 1, not " + fmp4Flag);
    }
    return fmp4Flag == 1 ? Layout.FRAGMENTED : Layout.HYBRID;
  }

  private static String muxerFile(KMp4Config config) throws Refusal {
    if (config.muxerConfig == null) {
      throw new Refusal(ReturnCode.ARGUMENT, "muxer_config is null");
    }
    return config.muxerConfig.fileName;
  }

  /** On the board both names are one, and the manual's example uses the other. */
  private static String demuxerFile(KMp4Config config) throws Refusal {
    if (config.demuxerConfig != null
        && config.demuxerConfig.fileName != null
        && !config.demuxerConfig.fileName.isEmpty()) {
      return config.demuxerConfig.fileName;
    }
    return muxerFile(config);
  }

  private static Path path(String fileName) throws Refusal {
    if (fileName == null || fileName.isEmpty()) {
      throw new Refusal(ReturnCode.ARGUMENT, "no file is named");
    }
    try {
      return Path.of(fileName);
    } catch (InvalidPathException e) {
      throw new Refusal(ReturnCode.ARGUMENT, "no path: " + e.getMessage());
    }
  }
}
