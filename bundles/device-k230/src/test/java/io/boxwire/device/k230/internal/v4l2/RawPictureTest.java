package io.boxwire.device.k230.internal.v4l2;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.internal.v4l2.PictureFormat.Plane;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawPictureTest {
  private static final int WIDTH = 6;
  private static final int HEIGHT = 4;

  /** Strides of 0 are those of drivers that tell none. */
  @ParameterizedTest
  @CsvSource({"6, 6, 6", "8, 8, 8", "8, 6, 7", "6, 8, 0", "0, 10, 6", "8, 8, -1", "6, 9, -1"})
  void copy_anyStrides_everyPixelIsInItsPlace(int from, int luma, int chroma) {
    PictureFormat camera = format(new Plane(from, 0));
    PictureFormat encoder =
        chroma < 0 ? format(new Plane(luma, 0)) : format(new Plane(luma, 0), new Plane(chroma, 0));
    ByteBuffer picture = ByteBuffer.allocate(RawPicture.bytes(camera));
    int stride = RawPicture.stride(camera, 0);
    for (int line = 0; line < HEIGHT * 3 / 2; line++) {
      for (int x = 0; x < WIDTH; x++) {
        picture.put(line * stride + x, (byte) (line * 10 + x));
      }
    }
    List<ByteBuffer> planes = new ArrayList<>();
    for (int bytes : RawPicture.planeBytes(encoder)) {
      planes.add(ByteBuffer.allocate(bytes));
    }
    RawPicture.copy(picture, camera, planes, encoder);
    for (int line = 0; line < HEIGHT * 3 / 2; line++) {
      boolean second = line >= HEIGHT && planes.size() == 2;
      ByteBuffer plane = planes.get(second ? 1 : 0);
      int at = (second ? line - HEIGHT : line) * RawPicture.stride(encoder, second ? 1 : 0);
      for (int x = 0; x < WIDTH; x++) {
        assertThat(plane.get(at + x)).isEqualTo((byte) (line * 10 + x));
      }
    }
  }

  private static PictureFormat format(Plane... planes) {
    return new PictureFormat(WIDTH, HEIGHT, PictureFormat.NV12, List.of(planes));
  }
}
