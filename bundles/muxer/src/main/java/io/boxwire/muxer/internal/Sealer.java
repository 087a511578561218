package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.FragmentSeal;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Computes the checksum of a fragment before it is written, and fills it in. */
final class Sealer implements Sample.Target {
  private final FragmentSeal.Check check;
  private final ByteBuffer word = ByteBuffer.allocate(4);

  private Sealer(FragmentSeal.Check check) {
    this.check = check;
  }

  /**
   * Seals a fragment whose payload is in memory.
   *
   * @param file whose it is
   * @param offset where it will begin
   * @param head its {@code moof}, with the seal last, and the header of its {@code mdat}
   * @param moofSize the size of the {@code moof}
   * @param fragment its samples
   */
  static void seal(FileIdentity file, long offset, ByteBuffer head, int moofSize, Fragment fragment)
      throws IOException {
    FragmentSeal.Check check = new FragmentSeal.Check(file, offset);
    int checksumAt = moofSize - FragmentSeal.CHECKSUM_BYTES;
    check.add(head.duplicate().limit(checksumAt)).add(head.duplicate().position(moofSize));
    Sealer sealer = new Sealer(check);
    for (Fragment.Run run : fragment.runs()) {
      for (Sample sample : run.samples()) {
        sample.writeTo(sealer);
      }
    }
    head.putInt(checksumAt, check.value());
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
  public void region(FileRegion place) throws IOException {
    throw new IOException("a part of another file is not sealed: " + place);
  }
}
