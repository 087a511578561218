package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaException;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.internal.module.OpenObjects;
import io.boxwire.device.k230.internal.module.Parts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls: finds the instance behind a handle, and turns what it throws into a code and a
 * message.
 */
public final class DefaultKdMp4 implements KdMp4 {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultKdMp4.class);

  /** The handle of calls that have none. */
  private static final long NO_HANDLE = 0;

  private final LongSupplier handles;
  private final Codecs codecs;
  private final Instances opener;
  private final Failures failures = new Failures();
  private final Map<Long, Instance> instances = new ConcurrentHashMap<>();

  /**
   * Makes the calls.
   *
   * @param parts what it works with
   * @param open is told what is open
   * @param handles gives new handles
   */
  public DefaultKdMp4(Parts parts, OpenObjects open, LongSupplier handles) {
    this(parts, open, handles, LOG::warn);
  }

  DefaultKdMp4(Parts parts, OpenObjects open, LongSupplier handles, Consumer<String> log) {
    this.handles = handles;
    this.codecs = new Codecs(parts);
    this.opener = new Instances(parts, open, handles, codecs, log);
  }

  @Override
  public int create(KU64Ptr handle, KMp4Config config) {
    return attempt(
        NO_HANDLE,
        () -> {
          given(handle, "handle").value = NO_HANDLE;
          Instance instance = opener.open(given(config, "config"));
          long value = handles.getAsLong();
          failures.created(value);
          instances.put(value, instance);
          handle.value = value;
        });
  }

  @Override
  public int createTrack(long handle, KU64Ptr trackHandle, KMp4TrackInfo trackInfo) {
    return attempt(
        handle,
        () -> {
          given(trackHandle, "track handle").value = NO_HANDLE;
          given(trackInfo, "track info");
          instance(handle).run(to -> trackHandle.value = to.createTrack(trackInfo));
        });
  }

  @Override
  public int destroyTracks(long handle) {
    return attempt(handle, () -> instance(handle).run(Instance::destroyTracks));
  }

  @Override
  public int destroy(long handle) {
    return attempt(
        handle,
        () -> {
          Instance instance = instance(handle);
          if (!instances.remove(handle, instance)) {
            throw noInstance(handle);
          }
          failures.destroyed(handle);
          opener.destroyed(instance);
          instance.destroy();
        });
  }

  @Override
  public int writeFrame(long handle, long trackHandle, KMp4FrameData frameData) {
    return attempt(
        handle,
        () -> {
          given(frameData, "frame data");
          instance(handle).run(to -> to.writeFrame(trackHandle, frameData));
        });
  }

  @Override
  public int getFileInfo(long handle, KMp4FileInfo fileInfo) {
    return attempt(
        handle,
        () -> {
          given(fileInfo, "file info");
          instance(handle).run(of -> of.fileInfo(fileInfo));
        });
  }

  @Override
  public int getTrackByIndex(long handle, int index, KMp4TrackInfo trackInfo) {
    return attempt(
        handle,
        () -> {
          given(given(trackInfo, "track info").videoInfo, "video_info");
          given(trackInfo.audioInfo, "audio_info");
          instance(handle).run(of -> of.track(index, trackInfo));
        });
  }

  @Override
  public int getFrame(long handle, KMp4FrameData frameData) {
    return attempt(
        handle,
        () -> {
          given(frameData, "frame data");
          instance(handle).run(of -> of.frame(frameData));
        });
  }

  @Override
  public int codecId(String codec) {
    return codecs.id(codec).orElse(K_MP4_ERR_NO_CODEC);
  }

  @Override
  public String codecName(int codecId) {
    return codecs.ids().name(codecId).orElse("");
  }

  @Override
  public String errorMessage(long handle) {
    return failures.message(handle);
  }

  @Override
  public String errorName(int code) {
    return ReturnCode.meaning(code);
  }

  /** What a call does. */
  @FunctionalInterface
  private interface Work {
    void run() throws Refusal, MediaException, InterruptedException;
  }

  private int attempt(long handle, Work work) {
    try {
      work.run();
      return K_MP4_OK;
    } catch (Refusal e) {
      return failed(handle, e.code(), e.getMessage());
    } catch (MediaException e) {
      return failed(handle, ReturnCode.of(e.code()), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(handle, ReturnCode.INTERRUPTED, "interrupted before anything was done");
    } catch (RuntimeException | LinkageError e) {
      // A part that breaks its contract must not crash a program that was promised codes.
      LOG.error("a part of the K230 module failed", e);
      return failed(handle, ReturnCode.INTERNAL, "a part failed: " + e);
    }
  }

  private int failed(long handle, ReturnCode code, String message) {
    failures.note(handle, message);
    return code.number();
  }

  private Instance instance(long handle) throws Refusal {
    Instance instance = instances.get(handle);
    if (instance == null) {
      throw noInstance(handle);
    }
    return instance;
  }

  private static Refusal noInstance(long handle) {
    return new Refusal(ReturnCode.HANDLE, "no instance has the handle " + handle);
  }

  private static <T> T given(T argument, String name) throws Refusal {
    if (argument == null) {
      throw new Refusal(ReturnCode.ARGUMENT, "the " + name + " is null");
    }
    return argument;
  }
}
