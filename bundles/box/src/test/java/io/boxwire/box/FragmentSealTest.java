package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FragmentSealTest {
  private static final FileIdentity FILE = new FileIdentity(new UUID(0x0102030405060708L, -2));

  @Test
  void of_writtenAndRead_isTheSame() throws MediaException {
    FragmentSeal seal = new FragmentSeal(0x1122334455667788L, 0xcafebabe);

    ByteBuffer bytes =
        BoxWriter.inMemory()
            .write(ContainerBox.of(ContainerBox.MOOF, MovieFragmentHeaderBox.of(1), seal.toBox()))
            .toBuffer();

    assertThat(FragmentSeal.of(read(bytes))).contains(seal);
    assertThat(bytes.getInt(bytes.limit() - FragmentSeal.CHECKSUM_BYTES)).isEqualTo(0xcafebabe);
  }

  @Test
  void of_identity_isTheSame() throws MediaException {
    ByteBuffer bytes =
        BoxWriter.inMemory().write(ContainerBox.of(ContainerBox.MOOV, FILE.toBox())).toBuffer();

    assertThat(FileIdentity.of(read(bytes))).contains(FILE);
  }

  @Test
  void of_notLastOrOther_isEmpty() throws MediaException {
    ContainerBox notLast =
        ContainerBox.of(
            ContainerBox.MOOF, new FragmentSeal(1, 2).toBox(), MovieFragmentHeaderBox.of(1));

    assertThat(FragmentSeal.of(notLast)).isEmpty();
    assertThat(FragmentSeal.of(ContainerBox.of(ContainerBox.MOOF, FILE.toBox()))).isEmpty();
    assertThat(FragmentSeal.of(ContainerBox.of(ContainerBox.MOOF))).isEmpty();
  }

  @Test
  void check_otherFileOrPlaceOrBytes_differs() {
    int value = new FragmentSeal.Check(FILE, 100).add(ByteBuffer.wrap(new byte[] {1, 2})).value();

    FileIdentity other = new FileIdentity(new UUID(0x0102030405060708L, -3));
    assertThat(new FragmentSeal.Check(FILE, 100).add(ByteBuffer.wrap(new byte[] {1, 2})).value())
        .isEqualTo(value);
    assertThat(new FragmentSeal.Check(other, 100).add(ByteBuffer.wrap(new byte[] {1, 2})).value())
        .isNotEqualTo(value);
    assertThat(new FragmentSeal.Check(FILE, 101).add(ByteBuffer.wrap(new byte[] {1, 2})).value())
        .isNotEqualTo(value);
    assertThat(new FragmentSeal.Check(FILE, 100).add(ByteBuffer.wrap(new byte[] {1, 0})).value())
        .isNotEqualTo(value);
  }

  @Test
  void proves_eachByteChangedOrCut_isFalse() throws MediaException {
    ByteBuffer sealed = sealed();
    assertThat(proved(sealed)).isTrue();
    for (int cut = 1; cut < sealed.limit(); cut++) {
      assertThat(proved(sealed.slice(0, cut))).as("cut at " + cut).isFalse();
    }
    for (int at = 64; at < sealed.limit(); at++) {
      sealed.put(at, (byte) (sealed.get(at) ^ 0x40));
      assertThat(proved(sealed)).as("changed at " + at).isFalse();
      sealed.put(at, (byte) (sealed.get(at) ^ 0x40));
    }
  }

  /** A sealed fragment behind some other bytes. */
  private static ByteBuffer sealed() throws MediaException {
    FragmentSeal draft = new FragmentSeal(7, 0);
    ByteBuffer bytes =
        BoxWriter.inMemory()
            .write(FreeSpaceBox.of(64))
            .write(ContainerBox.of(ContainerBox.MOOF, MovieFragmentHeaderBox.of(1), draft.toBox()))
            .write(OpaqueBox.of(MediaDataBox.TYPE, ByteBuffer.wrap(new byte[] {1, 2, 3})))
            .toBuffer();
    ByteBuffer sealed = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    int checksumAt = sealed.limit() - 11 - FragmentSeal.CHECKSUM_BYTES;
    int checksum =
        new FragmentSeal.Check(FILE, 64)
            .add(sealed.slice(64, checksumAt - 64))
            .add(sealed.slice(sealed.limit() - 11, 11))
            .value();
    return sealed.putInt(checksumAt, checksum);
  }

  private static boolean proved(ByteBuffer file) throws MediaException {
    ByteSource source = ByteSource.of(file);
    BoxWalker walker = BoxReader.of(source).tolerant().walk();
    while (walker.next()) {
      BoxHeader moof = walker.header();
      if (moof.is(ContainerBox.MOOF) && moof.problem().isEmpty()) {
        var seal = FragmentSeal.read(source, moof);
        return seal.isPresent()
            && walker.next()
            && seal.get().proves(FILE, source, moof, walker.header());
      }
    }
    return false;
  }

  private static ParentBox read(ByteBuffer bytes) throws MediaException {
    return (ParentBox) BoxReader.parse(bytes).get(0);
  }
}
