package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreTest {

  @Test
  void roundTrip_movieFragment_sameBox() throws MediaException {
    int flags =
        TrackRunBox.DATA_OFFSET | TrackRunBox.SAMPLE_SIZE | TrackRunBox.SAMPLE_COMPOSITION_OFFSET;
    int[] sizes = {100, 70, 2_000_000};
    Table samples =
        Table.generated(
            TrackRunBox.layout(1, flags),
            sizes.length,
            out -> {
              for (int size : sizes) {
                out.entry(size, size - 200);
              }
            });
    Box moof =
        ContainerBox.of(
            ContainerBox.MOOF,
            MovieFragmentHeaderBox.of(7),
            ContainerBox.of(
                ContainerBox.TRAF,
                TrackFragmentHeaderBox.of(
                    1, TrackFragmentHeaderBox.DEFAULT_SAMPLE_DURATION, 3000, 0, 0),
                TrackFragmentDecodeTimeBox.of(1L << 40),
                new TrackRunBox(1, flags, 108, 0, samples)));

    ParentBox read = (ParentBox) Boxes.roundTrip(moof);

    TrackRunBox run = read.parent("traf").orElseThrow().child(TrackRunBox.class).orElseThrow();
    assertThat(run.samples().column(0)).containsExactly(100, 70, 2_000_000);
    assertThat(run.samples().column(1)).containsExactly(-100, -130, 1_999_800);
  }

  @Test
  void roundTrip_videoTrack_sameBox() throws MediaException {
    Box entry =
        VisualSampleEntry.of(
            FourCc.of("avc1"),
            1280,
            720,
            "Boxwire",
            List.of(OpaqueBox.of(FourCc.of("avcC"), Boxes.hex("01640028"))));
    Box moov =
        ContainerBox.of(
            ContainerBox.MOOV,
            MovieHeaderBox.of(1, 1000, 5000, 2),
            ContainerBox.of(
                ContainerBox.TRAK,
                TrackHeaderBox.video(1, 1, 5000, 1280 << 16, 720 << 16),
                ContainerBox.of(ContainerBox.EDTS, EditListBox.of(EditListBox.Edit.of(5000, 3000))),
                ContainerBox.of(
                    ContainerBox.MDIA,
                    MediaHeaderBox.of(1, 90_000, 450_000),
                    HandlerBox.of(HandlerBox.VIDEO, "video"),
                    ContainerBox.of(
                        ContainerBox.MINF,
                        VideoMediaHeaderBox.COPY,
                        ContainerBox.of(ContainerBox.DINF, DataReferenceBox.SAME_FILE),
                        ContainerBox.of(
                            ContainerBox.STBL,
                            SampleDescriptionBox.of(entry),
                            SampleSizeBox.of(
                                Table.of(
                                    SampleSizeBox.LAYOUT, new long[] {5}, new long[] {6})))))));
    Boxes.roundTrip(moov);
  }
}
