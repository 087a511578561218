package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EndCopyTest {
  private static byte[] bytes(Box... boxes) throws MediaException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Box box : boxes) {
      ByteBuffer written = Boxes.write(box);
      byte[] array = new byte[written.remaining()];
      written.get(array);
      out.writeBytes(array);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] free(byte[] content) throws MediaException {
    return bytes(OpaqueBox.of(FreeSpaceBox.TYPE, ByteBuffer.wrap(content)));
  }

  /** A large one, so that it lies across windows. */
  private static Box moov(int padding) {
    return ContainerBox.of(
        ContainerBox.MOOV,
        MovieHeaderBox.of(0, 1000, 0, 2),
        OpaqueBox.of(FourCc.of("udta"), ByteBuffer.allocate(padding)));
  }

  private static byte[] mfra() throws MediaException {
    return bytes(
        ContainerBox.of(
            ContainerBox.MFRA,
            MovieFragmentRandomAccessOffsetBox.of(8 + MovieFragmentRandomAccessOffsetBox.SIZE)));
  }

  @Test
  void find_finalMovieInFree_isFoundAtAnyDistance() throws MediaException {
    for (int padding = 65_000; padding < 65_700; padding++) {
      byte[] moov = bytes(moov(padding));
      byte[] file = join(new byte[4096], free(moov));

      EndCopy copy = EndCopy.find(ByteSource.of(ByteBuffer.wrap(file))).orElseThrow();

      assertThat(copy.kind()).isEqualTo(EndCopy.Kind.MOVIE);
      assertThat(copy.content().position()).isEqualTo(4096 + 8);
      assertThat(copy.content().toBuffer()).isEqualTo(ByteBuffer.wrap(moov));
    }
  }

  @Test
  void find_headBeforeRandomAccessPoints_isFound() throws MediaException {
    byte[] head = bytes(FileTypeBox.of(FourCc.of("isom"), 0), moov(50), FreeSpaceBox.of(90));
    byte[] file = join(new byte[100], free(head), mfra());

    EndCopy copy = EndCopy.find(ByteSource.of(ByteBuffer.wrap(file))).orElseThrow();

    assertThat(copy.kind()).isEqualTo(EndCopy.Kind.HEAD);
    assertThat(copy.content().toBuffer()).isEqualTo(ByteBuffer.wrap(head));
  }

  @Test
  void find_fileOfPlacesThatLookRight_endsSoon() throws MediaException {
    int size = 1 << 20;
    ByteBuffer file = ByteBuffer.allocate(size);
    while (file.hasRemaining()) {
      file.putInt(size - file.position()).putInt(FreeSpaceBox.TYPE.code());
      file.putInt(16).putInt(FileTypeBox.TYPE.code());
    }
    int[] reads = new int[1];
    ByteSource memory = ByteSource.of(file.flip());
    ByteSource counted =
        new ByteSource() {
          @Override
          public long size() throws MediaException {
            return memory.size();
          }

          @Override
          public int read(long position, ByteBuffer target) throws MediaException {
            reads[0]++;
            return memory.read(position, target);
          }
        };

    assertThat(EndCopy.find(counted)).isEmpty();
    assertThat(reads[0]).isLessThan(5000);
  }

  @Test
  void find_otherEnds_isEmpty() throws MediaException {
    byte[] whole = join(new byte[100], free(bytes(moov(50))));
    for (int cut = 0; cut < whole.length; cut++) {
      byte[] file = Arrays.copyOf(whole, cut);
      assertThat(EndCopy.find(ByteSource.of(ByteBuffer.wrap(file)))).isEmpty();
    }
    byte[] padding = join(new byte[100], free(new byte[200]));
    assertThat(EndCopy.find(ByteSource.of(ByteBuffer.wrap(padding)))).isEmpty();
    assertThat(MovieFragmentRandomAccess.find(ByteSource.of(ByteBuffer.wrap(padding)))).isEmpty();
  }
}
