package io.boxwire.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The boxes in a {@code stbl}, but for sample entries. */
class SampleTableBoxesTest {

  @Test
  void timeToSample_roundTrips() throws MediaException {
    Boxes.check(
        TimeToSampleBox.of(Table.of(TimeToSampleBox.LAYOUT, Boxes.row(199, 3000), Boxes.row(1, 1))),
        "00000020 73747473 00000000 00000002 000000c7 00000bb8 00000001 00000001",
        """
        version: 0
        flags: 0x000000
        entry_count: 2
        entries: 2 of sample_count,sample_delta
          199,3000
          1,1
        """);
  }

  @Test
  void compositionOffset_unsigned_isVersion0() throws MediaException {
    Boxes.check(
        CompositionOffsetBox.of(Table.of(CompositionOffsetBox.LAYOUT, Boxes.row(1, 0xffff_fffeL))),
        "00000018 63747473 00000000 00000001 00000001 fffffffe",
        """
        version: 0
        flags: 0x000000
        entry_count: 1
        entries: 1 of sample_count,sample_offset
          1,4294967294
        """);
  }

  @Test
  void compositionOffset_signed_isVersion1() throws MediaException {
    Boxes.check(
        CompositionOffsetBox.of(Table.of(CompositionOffsetBox.SIGNED_LAYOUT, Boxes.row(1, -2))),
        "00000018 63747473 01000000 00000001 00000001 fffffffe",
        """
        version: 1
        flags: 0x000000
        entry_count: 1
        entries: 1 of sample_count,sample_offset
          1,-2
        """);
  }

  @Test
  void compositionToDecode_roundTrips() throws MediaException {
    Boxes.check(
        new CompositionToDecodeBox(0, 0, 2, -2, 4, 0, 9),
        "00000020 63736c67 00000000 00000002 fffffffe 00000004 00000000 00000009",
        """
        version: 0
        flags: 0x000000
        compositionToDTSShift: 2
        leastDecodeToDisplayDelta: -2
        greatestDecodeToDisplayDelta: 4
        compositionStartTime: 0
        compositionEndTime: 9
        """);
  }

  @Test
  void sampleToChunk_roundTrips() throws MediaException {
    Boxes.check(
        SampleToChunkBox.of(Table.of(SampleToChunkBox.LAYOUT, Boxes.row(1, 30, 1))),
        "0000001c 73747363 00000000 00000001 00000001 0000001e 00000001",
        """
        version: 0
        flags: 0x000000
        entry_count: 1
        entries: 1 of first_chunk,samples_per_chunk,sample_description_index
          1,30,1
        """);
  }

  @Test
  void sampleSize_moreEntriesThanShown_endsInDots() throws MediaException {
    Boxes.check(
        SampleSizeBox.of(
            Table.generated(
                SampleSizeBox.LAYOUT,
                4,
                out -> {
                  for (int size = 5; size < 9; size++) {
                    out.entry(size);
                  }
                })),
        "00000024 7374737a 00000000 00000000 00000004 00000005 00000006 00000007 00000008",
        """
        version: 0
        flags: 0x000000
        sample_size: 0
        sample_count: 4
        entries: 4 of entry_size
          5
          6
          7
          …
        """);
  }

  @Test
  void sampleSize_constant_hasNoTable() throws MediaException {
    Boxes.check(
        SampleSizeBox.constant(160, 0xffff_ffffL),
        "00000014 7374737a 00000000 000000a0 ffffffff",
        """
        version: 0
        flags: 0x000000
        sample_size: 160
        sample_count: 4294967295
        entries: 0 of entry_size
        """);
  }

  @Test
  void compactSampleSize_4Bits_padsTheLastByte() throws MediaException {
    Boxes.check(
        CompactSampleSizeBox.of(
            Table.of(CompactSampleSizeBox.layout(4), Boxes.row(1), Boxes.row(15), Boxes.row(7))),
        "00000016 73747a32 00000000 00000004 00000003 1f70",
        """
        version: 0
        flags: 0x000000
        field_size: 4
        entry_count: 3
        entries: 3 of entry_size
          1
          15
          7
        """);
  }

  @Test
  void compactSampleSize_otherWidth_isMalformed() {
    MediaException e =
        BadBoxes.assertCode(
            () -> Boxes.read("00000014 73747a32 00000000 00000005 00000000"),
            MediaException.Code.MALFORMED);
    assertThat(e).hasMessageContaining("field_size 5").hasMessageContaining("stz2");
  }

  @Test
  void chunkOffsets_roundTrip() throws MediaException {
    Boxes.check(
        ChunkOffsetBox.of(Table.of(ChunkOffsetBox.LAYOUT, Boxes.row(48))),
        "00000014 7374636f 00000000 00000001 00000030",
        """
        version: 0
        flags: 0x000000
        entry_count: 1
        entries: 1 of chunk_offset
          48
        """);
    Boxes.check(
        ChunkLargeOffsetBox.of(Table.of(ChunkLargeOffsetBox.LAYOUT, Boxes.row(1L << 32))),
        "00000018 636f3634 00000000 00000001 0000000100000000",
        """
        version: 0
        flags: 0x000000
        entry_count: 1
        entries: 1 of chunk_offset
          4294967296
        """);
  }

  @Test
  void syncSamples_roundTrip() throws MediaException {
    Boxes.check(
        SyncSampleBox.of(Table.of(SyncSampleBox.LAYOUT, Boxes.row(1), Boxes.row(61))),
        "00000018 73747373 00000000 00000002 00000001 0000003d",
        """
        version: 0
        flags: 0x000000
        entry_count: 2
        entries: 2 of sample_number
          1
          61
        """);
    Boxes.check(
        ShadowSyncSampleBox.of(Table.of(ShadowSyncSampleBox.LAYOUT, Boxes.row(2, 1))),
        "00000018 73747368 00000000 00000001 00000002 00000001",
        """
        version: 0
        flags: 0x000000
        entry_count: 1
        entries: 1 of shadowed_sample_number,sync_sample_number
          2,1
        """);
  }

  @Test
  void sampleDependency_fourTimesTwoBits_roundTrips() throws MediaException {
    Boxes.check(
        SampleDependencyBox.of(
            Table.of(SampleDependencyBox.LAYOUT, Boxes.row(0, 2, 1, 0), Boxes.row(3, 1, 2, 1))),
        "0000000e 73647470 00000000 24 d9",
        """
        version: 0
        flags: 0x000000
        samples: 2 of is_leading,sample_depends_on,sample_is_depended_on,sample_has_redundancy
          0,2,1,0
          3,1,2,1
        """);
  }

  @Test
  void sampleToGroup_roundTrips() throws MediaException {
    Boxes.check(
        SampleToGroupBox.of(
            SampleGroupDescriptionBox.RANDOM_ACCESS_POINT,
            Table.of(SampleToGroupBox.LAYOUT, Boxes.row(60, 0), Boxes.row(1, 0x10001))),
        "00000024 73626770 00000000 72617020 00000002 0000003c 00000000 00000001 00010001",
        """
        version: 0
        flags: 0x000000
        grouping_type: rap\s
        entry_count: 2
        entries: 2 of sample_count,group_description_index
          60,0
          1,65537
        """);
  }

  @Test
  void sampleToGroup_withParameter_roundTrips() throws MediaException {
    Table none = Table.empty(SampleToGroupBox.LAYOUT);
    Boxes.check(
        new SampleToGroupBox(1, 0, FourCc.of("seig"), 9, none),
        "00000018 73626770 01000000 73656967 00000009 00000000",
        """
        version: 1
        flags: 0x000000
        grouping_type: seig
        grouping_type_parameter: 9
        entry_count: 0
        entries: 0 of sample_count,group_description_index
        """);
  }

  @Test
  void groupDescription_rolls_roundTrip() throws MediaException {
    SampleGroupDescriptionBox box = SampleGroupDescriptionBox.rolls(30, -1);
    Boxes.check(
        box,
        "0000001c 73677064 01000000 726f6c6c 00000002 00000002 001e ffff",
        """
        version: 1
        flags: 0x000000
        grouping_type: roll
        default_length: 2
        entry_count: 2
        descriptions[0]:
          description: 2 bytes 001e
        descriptions[1]:
          description: 2 bytes ffff
        """);
    assertThat(box.rollDistance(1)).isEqualTo(30);
    assertThat(box.rollDistance(2)).isEqualTo(-1);
    BadBoxes.assertCode(() -> box.rollDistance(3), MediaException.Code.MALFORMED);
  }

  @Test
  void groupDescription_randomAccessPoints_roundTrips() throws MediaException {
    Boxes.check(
        SampleGroupDescriptionBox.randomAccessPoints(),
        "00000019 73677064 01000000 72617020 00000001 00000001 00",
        """
        version: 1
        flags: 0x000000
        grouping_type: rap\s
        default_length: 1
        entry_count: 1
        descriptions[0]:
          description: 1 bytes 00
        """);
  }

  @Test
  void groupDescription_lengthOfItsOwnAndDefaultIndex_roundTrips() throws MediaException {
    Boxes.check(
        new SampleGroupDescriptionBox(
            2, 0, FourCc.of("abcd"), 0, 1, List.of(ByteRange.of((byte) 7), ByteRange.EMPTY)),
        "00000025 73677064 02000000 61626364 00000000 00000001 00000002 00000001 07 00000000",
        """
        version: 2
        flags: 0x000000
        grouping_type: abcd
        default_length: 0
        default_group_description_index: 1
        entry_count: 2
        descriptions[0]:
          description_length: 1
          description: 1 bytes 07
        descriptions[1]:
          description_length: 0
          description: 0 bytes\s
        """);
  }

  @Test
  void groupDescription_version0_lengthFollowsFromKind() throws MediaException {
    Box roll = Boxes.read("00000016 73677064 00000000 726f6c6c 00000001 0005");
    assertThat(((SampleGroupDescriptionBox) roll).rollDistance(1)).isEqualTo(5);
    // Nothing tells how long these descriptions are.
    Box other = Boxes.read("00000016 73677064 00000000 61626364 00000001 0005");
    assertThat(other).isInstanceOf(OpaqueBox.class);
  }

  @Test
  void auxiliaryInformation_typed_roundTrips() throws MediaException {
    Boxes.check(
        new AuxiliarySizesBox(
            0,
            1,
            FourCc.of("cenc"),
            0,
            0,
            2,
            Table.of(AuxiliarySizesBox.LAYOUT, Boxes.row(8), Boxes.row(16))),
        "0000001b 7361697a 00000001 63656e63 00000000 00 00000002 08 10",
        """
        version: 0
        flags: 0x000001
        aux_info_type: cenc
        aux_info_type_parameter: 0
        default_sample_info_size: 0
        sample_count: 2
        sizes: 2 of sample_info_size
          8
          16
        """);
    Boxes.check(
        new AuxiliaryOffsetsBox(
            1, 0, FourCc.ZERO, 0, Table.of(AuxiliaryOffsetsBox.layout(1), Boxes.row(99))),
        "00000018 7361696f 01000000 00000001 0000000000000063",
        """
        version: 1
        flags: 0x000000
        entry_count: 1
        offsets: 1 of offset
          99
        """);
  }
}
