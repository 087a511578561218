package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The sample entry of a track that is neither video nor audio, kept byte for byte.
 *
 * @param type its type
 * @param dataReferenceIndex an index into the {@code dref}, from 1
 * @param data what follows
 */
public record OtherSampleEntry(FourCc type, int dataReferenceIndex, ByteRange data)
    implements SampleEntry {

  @Override
  public OtherSampleEntry fields(Fields f) throws MediaException {
    f.reserved(6);
    return new OtherSampleEntry(
        type, f.u16("data_reference_index", dataReferenceIndex), f.rest("data", data));
  }
}
