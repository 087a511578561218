package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * A message that belongs to a time of the presentation (ISO/IEC 23009-1:2022 5.10.3.3).
 *
 * @param version 0 if the time counts from the segment, 1 if from the start of the presentation
 * @param flags 0
 * @param schemeIdUri what kind of message
 * @param value which of the kind
 * @param timescale ticks a second
 * @param presentationTime in ticks; in version 0 a difference of 32 bits
 * @param eventDuration in ticks; all ones if unknown
 * @param id of the message
 * @param messageData the message
 */
public record EventMessageBox(
    int version,
    int flags,
    String schemeIdUri,
    String value,
    long timescale,
    long presentationTime,
    long eventDuration,
    long id,
    ByteRange messageData)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("emsg");

  static final EventMessageBox BLANK =
      new EventMessageBox(0, 0, "", "", 0, 0, 0, 0, ByteRange.EMPTY);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public EventMessageBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    int newFlags = f.flags(flags);
    String scheme = v == 0 ? f.text("scheme_id_uri", schemeIdUri) : "";
    String newValue = v == 0 ? f.text("value", value) : "";
    long scale = f.u32("timescale", timescale);
    String timeName = v == 0 ? "presentation_time_delta" : "presentation_time";
    long time = f.unsigned(timeName, Times.bits(v), presentationTime);
    long duration = f.u32("event_duration", eventDuration);
    long newId = f.u32("id", id);
    if (v == 1) {
      scheme = f.text("scheme_id_uri", schemeIdUri);
      newValue = f.text("value", value);
    }
    ByteRange message = f.rest("message_data", messageData);
    return new EventMessageBox(
        v, newFlags, scheme, newValue, scale, time, duration, newId, message);
  }
}
