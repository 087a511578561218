package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.internal.OpenObjects;
import io.boxwire.device.k230.internal.Parts;
import java.util.function.LongSupplier;

/** The calls. */
public final class DefaultKdMp4 implements KdMp4 {
  /**
   * Makes the calls.
   *
   * @param parts what it works with
   * @param open is told what is open
   * @param handles gives new handles
   */
  public DefaultKdMp4(Parts parts, OpenObjects open, LongSupplier handles) {}

  @Override
  public int create(KU64Ptr handle, KMp4Config config) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int createTrack(long handle, KU64Ptr trackHandle, KMp4TrackInfo trackInfo) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int destroyTracks(long handle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int destroy(long handle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int writeFrame(long handle, long trackHandle, KMp4FrameData frameData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getFileInfo(long handle, KMp4FileInfo fileInfo) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getTrackByIndex(long handle, int index, KMp4TrackInfo trackInfo) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getFrame(long handle, KMp4FrameData frameData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int codecId(String codec) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String codecName(int codecId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String errorMessage(long handle) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String errorName(int code) {
    throw new UnsupportedOperationException();
  }
}
