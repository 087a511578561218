package io.boxwire.shell.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The MD5 of samples: what {@code ffprobe -show_data_hash MD5} shows. Used by one thread. */
final class SampleHash {
  private final MessageDigest digest;

  SampleHash() {
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** Hashes one piece, from position to limit, which are consumed. */
  byte[] of(ByteBuffer bytes) {
    digest.update(bytes);
    return digest.digest();
  }

  /** Hashes pieces that make one sample; they are not moved. */
  byte[] of(List<ByteBuffer> pieces) {
    for (ByteBuffer piece : pieces) {
      digest.update(piece.duplicate());
    }
    return digest.digest();
  }
}
