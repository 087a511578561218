package io.boxwire.codec.aac.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The box {@code esds} (ISO/IEC 14496-14 6.7.2).
 *
 * <pre>
 * esds                        FullBox, version 0
 *   ES_Descriptor             ISO/IEC 14496-1 7.2.6.5
 *     DecoderConfigDescriptor 7.2.6.6
 *       DecoderSpecificInfo   the AudioSpecificConfig
 *     SLConfigDescriptor      7.2.6.8, predefined 2
 * </pre>
 *
 * @param esId the stream's number, 0 in files
 * @param objectType the objectTypeIndication: {@link #MPEG4_AUDIO} for AAC
 * @param streamType 5 for audio
 * @param bufferSize bytes that a decoder's buffer must hold
 * @param maxBitrate bits in any second, 0 if not known
 * @param averageBitrate bits a second, 0 if not known or variable
 * @param specific the DecoderSpecificInfo
 */
record Esds(
    int esId,
    int objectType,
    int streamType,
    int bufferSize,
    long maxBitrate,
    long averageBitrate,
    Optional<ByteBuffer> specific) {
  static final String BOX = "esds";
  static final int MPEG4_AUDIO = 0x40;

  private static final int AUDIO_STREAM = 5;
  private static final int IN_FILES = 2;
  private static final int DECODER_CONFIG_FIELDS = 13;

  /** The least decoder buffer for a channel: 6,144 bits (ISO/IEC 14496-3 4.5.3.1). */
  private static final int BUFFER_OF_CHANNEL = 768;

  /**
   * The description of an AAC stream whose bit rate is not known.
   *
   * @param channels how many
   * @param specific its AudioSpecificConfig
   */
  static Esds ofAac(int channels, byte[] specific) {
    return new Esds(
        0,
        MPEG4_AUDIO,
        AUDIO_STREAM,
        BUFFER_OF_CHANNEL * Math.max(1, channels),
        0,
        0,
        Optional.of(ByteBuffer.wrap(specific)));
  }

  /**
   * Reads a box.
   *
   * @param box the bytes behind the box header; not changed
   * @throws MediaException MALFORMED if a descriptor is cut or missing
   */
  static Esds read(ByteBuffer box) throws MediaException {
    ByteBuffer in = box.slice();
    Descriptor.need(in, 4, "esds");
    in.position(4);
    Descriptor es = Descriptor.read(in);
    if (es.tag() != Descriptor.ES) {
      throw MediaException.of(Code.MALFORMED, "esds begins with descriptor " + es.tag());
    }
    ByteBuffer body = es.payload();
    Descriptor.need(body, 3, "ES_Descriptor");
    int esId = body.getShort() & 0xffff;
    passOptionalFields(body, body.get());
    while (body.hasRemaining()) {
      Descriptor part = Descriptor.read(body);
      if (part.tag() == Descriptor.DECODER_CONFIG) {
        return ofDecoderConfig(esId, part.payload());
      }
    }
    throw MediaException.of(Code.MALFORMED, "esds has no DecoderConfigDescriptor");
  }

  private static void passOptionalFields(ByteBuffer body, int flags) throws MediaException {
    if ((flags & 0x80) != 0) {
      pass(body, 2, "dependsOn_ES_ID");
    }
    if ((flags & 0x40) != 0) {
      Descriptor.need(body, 1, "URLlength");
      pass(body, body.get() & 0xff, "URLstring");
    }
    if ((flags & 0x20) != 0) {
      pass(body, 2, "OCR_ES_Id");
    }
  }

  private static void pass(ByteBuffer body, int bytes, String what) throws MediaException {
    Descriptor.need(body, bytes, what);
    body.position(body.position() + bytes);
  }

  private static Esds ofDecoderConfig(int esId, ByteBuffer body) throws MediaException {
    Descriptor.need(body, DECODER_CONFIG_FIELDS, "DecoderConfigDescriptor");
    int objectType = body.get() & 0xff;
    int streamAndBuffer = body.getInt();
    long max = body.getInt() & 0xffff_ffffL;
    long average = body.getInt() & 0xffff_ffffL;
    Optional<ByteBuffer> specific = Optional.empty();
    while (body.hasRemaining() && specific.isEmpty()) {
      Descriptor part = Descriptor.read(body);
      if (part.tag() == Descriptor.DECODER_SPECIFIC_INFO) {
        specific = Optional.of(part.payload());
      }
    }
    return new Esds(
        esId,
        objectType,
        streamAndBuffer >>> 26,
        streamAndBuffer & 0xffffff,
        max,
        average,
        specific);
  }

  /** The bytes behind the box header. */
  byte[] toBytes() {
    byte[] info = new byte[specific.map(ByteBuffer::remaining).orElse(0)];
    specific.ifPresent(bytes -> bytes.duplicate().get(info));
    ByteBuffer config =
        ByteBuffer.allocate(DECODER_CONFIG_FIELDS + Descriptor.size(info.length))
            .put((byte) objectType)
            .putInt(streamType << 26 | 1 << 24 | bufferSize)
            .putInt((int) maxBitrate)
            .putInt((int) averageBitrate);
    Descriptor.write(config, Descriptor.DECODER_SPECIFIC_INFO, info);
    ByteBuffer es =
        ByteBuffer.allocate(3 + Descriptor.size(config.capacity()) + Descriptor.size(1))
            .putShort((short) esId)
            .put((byte) 0);
    Descriptor.write(es, Descriptor.DECODER_CONFIG, config.array());
    Descriptor.write(es, Descriptor.SL_CONFIG, new byte[] {IN_FILES});
    ByteBuffer box = ByteBuffer.allocate(4 + Descriptor.size(es.capacity())).putInt(0);
    Descriptor.write(box, Descriptor.ES, es.array());
    return box.array();
  }

  /** Whether this is AAC, of MPEG-4 or one of the three profiles of MPEG-2. */
  boolean isAac() {
    return objectType == MPEG4_AUDIO || isMpeg2Aac();
  }

  private boolean isMpeg2Aac() {
    return objectType >= 0x66 && objectType <= 0x68;
  }

  /**
   * The configuration of the decoder.
   *
   * @throws MediaException MALFORMED if there is none, or it is broken
   */
  AudioSpecificConfig configuration() throws MediaException {
    if (specific.isEmpty()) {
      throw MediaException.of(Code.MALFORMED, "esds has no DecoderSpecificInfo");
    }
    return AudioSpecificConfig.read(specific.get());
  }

  /** The codec string of RFC 6381 3.3. */
  String codecString(String sampleEntry) throws MediaException {
    String type = sampleEntry + "." + Integer.toHexString(objectType);
    return objectType == MPEG4_AUDIO && specific.isPresent()
        ? type + "." + configuration().namedType()
        : type;
  }
}
