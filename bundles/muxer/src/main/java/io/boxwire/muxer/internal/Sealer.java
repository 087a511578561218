package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.FragmentSeal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Computes the checksum of a fragment before it is written, and fills it in. One thread at a time.
 */
final class Sealer implements Sample.Target {
  /** So many bytes are copied for less than a view of them costs. */
  private static final int FEW = 512;

  private final FileIdentity file;
  private final ByteBuffer word = ByteBuffer.allocate(4);
  private final byte[] few = new byte[FEW];

  /** Of the fragment under way. */
  private FragmentSeal.Check check;

  /**
   * Makes a sealer.
   *
   * @param file whose fragments they are
   */
  Sealer(FileIdentity file) {
    this.file = file;
  }

  /**
   * Seals a fragment whose payload is in memory.
   *
   * @param offset where it will begin
   * @param head its {@code moof}, with the seal last, and the header of its {@code mdat}; nobody
   *     else's meanwhile
   * @param fragment its samples
   */
  void seal(long offset, ByteBuffer head, Fragment fragment) throws IOException {
    check = new FragmentSeal.Check(file, offset);
    int size = head.limit();
    int moofSize = head.getInt(0);
    int checksumAt = moofSize - FragmentSeal.CHECKSUM_BYTES;
    check.add(head.limit(checksumAt)).add(head.limit(size).position(moofSize));
    head.position(0);
    for (int i = 0; i < fragment.runs().size(); i++) {
      add(fragment.runs().get(i).samples());
    }
    head.putInt(checksumAt, check.value());
  }

  private void add(List<Sample> samples) throws IOException {
    for (int i = 0; i < samples.size(); i++) {
      samples.get(i).writeTo(this);
    }
  }

  @Override
  public void word(int value) {
    check.add(word.putInt(0, value));
  }

  @Override
  public void bytes(ByteBuffer data, int index, int length) {
    check.add(data.duplicate().limit(index + length).position(index));
  }

  @Override
  public void piece(Sample sample, int piece) {
    int length = sample.length(piece);
    if (length <= few.length) {
      sample.buffer(piece).get(sample.start(piece), few, 0, length);
      check.add(few, length);
    } else {
      check.add(sample.look(piece));
    }
  }

  @Override
  public void region(FileRegion place) throws IOException {
    throw new IOException("a part of another file is not sealed: " + place);
  }
}
