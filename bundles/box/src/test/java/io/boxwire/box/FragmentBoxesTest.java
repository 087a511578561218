package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import org.junit.jupiter.api.Test;

/** The boxes of movie fragments and segments. */
class FragmentBoxesTest {

  @Test
  void movieExtendsHeader_has64Bits() throws MediaException {
    Boxes.check(
        MovieExtendsHeaderBox.of(5000),
        "00000014 6d656864 01000000 0000000000001388",
        """
        version: 1
        flags: 0x000000
        fragment_duration: 5000
        """);
  }

  @Test
  void trackExtends_roundTrips() throws MediaException {
    Boxes.check(
        new TrackExtendsBox(0, 0, 1, 1, 3000, 0, SampleFlags.NON_SYNC),
        "00000020 74726578 00000000 00000001 00000001 00000bb8 00000000 01010000",
        """
        version: 0
        flags: 0x000000
        track_ID: 1
        default_sample_description_index: 1
        default_sample_duration: 3000
        default_sample_size: 0
        default_sample_flags: 0x01010000
        """);
  }

  @Test
  void movieFragmentHeader_roundTrips() throws MediaException {
    Boxes.check(
        MovieFragmentHeaderBox.of(7),
        "00000010 6d666864 00000000 00000007",
        """
        version: 0
        flags: 0x000000
        sequence_number: 7
        """);
  }

  @Test
  void trackFragmentHeader_fewFields_leavesOutTheOthers() throws MediaException {
    TrackFragmentHeaderBox box =
        TrackFragmentHeaderBox.of(
            1, TrackFragmentHeaderBox.DEFAULT_SAMPLE_FLAGS, 0, 0, SampleFlags.NON_SYNC);
    Boxes.check(
        box,
        "00000014 74666864 00020020 00000001 01010000",
        """
        version: 0
        flags: 0x020020
        track_ID: 1
        default_sample_flags: 0x01010000
        """);
    assertThat(box.has(TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF)).isTrue();
    assertThat(box.has(TrackFragmentHeaderBox.DEFAULT_SAMPLE_SIZE)).isFalse();
  }

  @Test
  void trackFragmentHeader_allFields_roundTrips() throws MediaException {
    Boxes.check(
        new TrackFragmentHeaderBox(0, 0x3b, 1, 1L << 33, 2, 3000, 160, 0x02000000),
        "00000028 74666864 0000003b 00000001 0000000200000000 00000002 00000bb8 000000a0 02000000",
        """
        version: 0
        flags: 0x00003b
        track_ID: 1
        base_data_offset: 8589934592
        sample_description_index: 2
        default_sample_duration: 3000
        default_sample_size: 160
        default_sample_flags: 0x02000000
        """);
  }

  @Test
  void trackFragmentDecodeTime_has64Bits() throws MediaException {
    Boxes.check(
        TrackFragmentDecodeTimeBox.of(1L << 40),
        "00000014 74666474 01000000 0000010000000000",
        """
        version: 1
        flags: 0x000000
        baseMediaDecodeTime: 1099511627776
        """);
  }

  @Test
  void trackRun_allColumns_roundTrips() throws MediaException {
    int flags =
        TrackRunBox.DATA_OFFSET
            | TrackRunBox.SAMPLE_DURATION
            | TrackRunBox.SAMPLE_SIZE
            | TrackRunBox.SAMPLE_FLAGS
            | TrackRunBox.SAMPLE_COMPOSITION_OFFSET;
    TrackRunBox box =
        new TrackRunBox(
            1,
            flags,
            -8,
            0,
            Table.of(TrackRunBox.layout(1, flags), Boxes.row(3000, 70, SampleFlags.SYNC, -3000)));
    Boxes.check(
        box,
        "00000024 7472756e 01000f01 00000001 fffffff8 00000bb8 00000046 02000000 fffff448",
        """
        version: 1
        flags: 0x000f01
        sample_count: 1
        data_offset: -8
        samples: 1 of sample_duration,sample_size,sample_flags,sample_composition_time_offset
          3000,70,33554432,-3000
        """);
    assertThat(box.samples().layout().indexOf("sample_size")).isEqualTo(1);
    assertThat(box.samples().layout().indexOf("chunk_offset")).isEqualTo(-1);
  }

  @Test
  void trackRun_noColumns_countsSamples() throws MediaException {
    TrackRunBox box =
        new TrackRunBox(
            0,
            TrackRunBox.FIRST_SAMPLE_FLAGS,
            0,
            SampleFlags.SYNC,
            Table.generated(TrackRunBox.layout(0, 0), 5, out -> emitNothing(out, 5)));
    Boxes.check(
        box,
        "00000014 7472756e 00000004 00000005 02000000",
        """
        version: 0
        flags: 0x000004
        sample_count: 5
        first_sample_flags: 0x02000000
        samples: 5
        """);
  }

  private static void emitNothing(TableSink out, int entries) throws MediaException {
    for (int i = 0; i < entries; i++) {
      out.row();
    }
  }

  @Test
  void trackRun_tableOfOtherColumns_isRefused() {
    Table samples = Table.of(TrackRunBox.layout(0, TrackRunBox.SAMPLE_DURATION), Boxes.row(1));
    Box box = new TrackRunBox(0, TrackRunBox.SAMPLE_SIZE, 0, 0, samples);
    BadBoxes.assertCode(() -> Boxes.write(box), MediaException.Code.BAD_REQUEST);
  }

  @Test
  void sampleFlags_ofKinds_readBack() {
    assertThat(SampleFlags.isSync(SampleFlags.SYNC)).isTrue();
    assertThat(SampleFlags.isSync(SampleFlags.PLAIN)).isTrue();
    assertThat(SampleFlags.isSync(SampleFlags.NON_SYNC)).isFalse();
    assertThat(SampleFlags.dependsOn(SampleFlags.SYNC)).isEqualTo(2);
    assertThat(SampleFlags.dependsOn(SampleFlags.NON_SYNC)).isEqualTo(1);
    assertThat(SampleFlags.isDependedOn(0x0080_0000L)).isEqualTo(2);
  }

  @Test
  void randomAccess_ownLayout_roundTrips() throws MediaException {
    Boxes.check(
        TrackFragmentRandomAccessBox.of(
            1, Table.of(TrackFragmentRandomAccessBox.LAYOUT, Boxes.row(90_000, 4096, 1, 1, 2))),
        "00000034 74667261 01000000 00000001 0000003f 00000001"
            + "0000000000015f90 0000000000001000 00000001 00000001 00000002",
        """
        version: 1
        flags: 0x000000
        track_ID: 1
        length_sizes: 0x0000003f
        entry_count: 1
        entries: 1 of time,moof_offset,traf_number,trun_number,sample_number
          90000,4096,1,1,2
        """);
  }

  @Test
  void randomAccess_widthsThatDiffer_roundTrips() throws MediaException {
    // 1 byte for the traf, 2 for the trun, 3 for the sample.
    Boxes.check(
        new TrackFragmentRandomAccessBox(
            0,
            0,
            1,
            0x06,
            Table.of(TrackFragmentRandomAccessBox.layout(0, 0x06), Boxes.row(1, 2, 3, 4, 0x50000))),
        "00000026 74667261 00000000 00000001 00000006 00000001 00000001 00000002 03 0004 050000",
        """
        version: 0
        flags: 0x000000
        track_ID: 1
        length_sizes: 0x00000006
        entry_count: 1
        entries: 1 of time,moof_offset,traf_number,trun_number,sample_number
          1,2,3,4,327680
        """);
  }

  @Test
  void randomAccessOffset_roundTrips() throws MediaException {
    Boxes.check(
        MovieFragmentRandomAccessOffsetBox.of(76),
        "00000010 6d66726f 00000000 0000004c",
        """
        version: 0
        flags: 0x000000
        parent_size: 76
        """);
  }

  @Test
  void segmentIndex_bitColumns_roundTrips() throws MediaException {
    Boxes.check(
        SegmentIndexBox.of(
            1,
            90_000,
            0,
            0,
            Table.of(
                SegmentIndexBox.LAYOUT,
                Boxes.row(0, 0x7fff_ffff, 180_000, 1, 1, 0),
                Boxes.row(1, 44, 90_000, 0, 0, 0xfff_ffff))),
        "00000038 73696478 00000000 00000001 00015f90 00000000 00000000 0000 0002"
            + "7fffffff 0002bf20 90000000 8000002c 00015f90 0fffffff",
        """
        version: 0
        flags: 0x000000
        reference_ID: 1
        timescale: 90000
        earliest_presentation_time: 0
        first_offset: 0
        reference_count: 2
        references: 2 of reference_type,referenced_size,subsegment_duration,starts_with_SAP,\
        SAP_type,SAP_delta_time
          0,2147483647,180000,1,1,0
          1,44,90000,0,0,268435455
        """);
  }

  @Test
  void eventMessage_bothVersions_roundTrip() throws MediaException {
    Boxes.check(
        new EventMessageBox(0, 0, "u:x", "1", 1000, 5, 6, 7, ByteRange.of((byte) 0xab)),
        "00000023 656d7367 00000000 753a7800 3100 000003e8 00000005 00000006 00000007 ab",
        """
        version: 0
        flags: 0x000000
        scheme_id_uri: u:x
        value: 1
        timescale: 1000
        presentation_time_delta: 5
        event_duration: 6
        id: 7
        message_data: 1 bytes ab
        """);
    Boxes.check(
        new EventMessageBox(1, 0, "u:x", "1", 1000, 5, 6, 7, ByteRange.EMPTY),
        "00000026 656d7367 01000000 000003e8 0000000000000005 00000006 00000007 753a7800 3100",
        """
        version: 1
        flags: 0x000000
        timescale: 1000
        presentation_time: 5
        event_duration: 6
        id: 7
        scheme_id_uri: u:x
        value: 1
        message_data: 0 bytes\s
        """);
  }

  @Test
  void producerReferenceTime_roundTrips() throws MediaException {
    Boxes.check(
        new ProducerReferenceTimeBox(1, 24, 1, 0xe000_0000_8000_0000L, 90_000),
        "00000020 70726674 01000018 00000001 e000000080000000 0000000000015f90",
        """
        version: 1
        flags: 0x000018
        reference_track_ID: 1
        ntp_timestamp: 16140901066643341312
        media_time: 90000
        """);
  }
}
