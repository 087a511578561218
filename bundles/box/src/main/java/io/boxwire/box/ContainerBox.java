package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;

/**
 * A box with nothing but boxes inside: {@code moov}, {@code trak}, {@code moof} and their like.
 *
 * @param type its type
 * @param children the boxes inside, in order
 */
public record ContainerBox(FourCc type, List<Box> children) implements ParentBox {
  /** The movie (ISO/IEC 14496-12:2022 8.2.1). */
  public static final FourCc MOOV = FourCc.of("moov");

  /** A track (8.3.1). */
  public static final FourCc TRAK = FourCc.of("trak");

  /** The references of a track to others (8.3.3). */
  public static final FourCc TREF = FourCc.of("tref");

  /** The edits of a track (8.6.5). */
  public static final FourCc EDTS = FourCc.of("edts");

  /** The media of a track (8.4.1). */
  public static final FourCc MDIA = FourCc.of("mdia");

  /** The media information (8.4.4). */
  public static final FourCc MINF = FourCc.of("minf");

  /** The sample tables (8.5.1). */
  public static final FourCc STBL = FourCc.of("stbl");

  /** Where the media data lie (8.7.1). */
  public static final FourCc DINF = FourCc.of("dinf");

  /** The announcement of movie fragments (8.8.1). */
  public static final FourCc MVEX = FourCc.of("mvex");

  /** A movie fragment (8.8.4). */
  public static final FourCc MOOF = FourCc.of("moof");

  /** A track in a movie fragment (8.8.6). */
  public static final FourCc TRAF = FourCc.of("traf");

  /** The random access points of movie fragments (8.8.9). */
  public static final FourCc MFRA = FourCc.of("mfra");

  /** User data (8.10.1). */
  public static final FourCc UDTA = FourCc.of("udta");

  /** The protection of a sample entry (8.12.2). */
  public static final FourCc SINF = FourCc.of("sinf");

  /** What a protection scheme needs to know (8.12.7). */
  public static final FourCc SCHI = FourCc.of("schi");

  /** QuickTime's base media header. */
  public static final FourCc GMHD = FourCc.of("gmhd");

  /** QuickTime's extension of a sound description. */
  public static final FourCc WAVE = FourCc.of("wave");

  /**
   * Makes a container.
   *
   * @param type its type
   * @param children copied
   */
  public ContainerBox {
    children = List.copyOf(children);
  }

  /**
   * Makes a container.
   *
   * @param type its type
   * @param children the boxes inside, in order
   * @return the container
   */
  public static ContainerBox of(FourCc type, Box... children) {
    return new ContainerBox(type, List.of(children));
  }

  @Override
  public ContainerBox fields(Fields f) throws MediaException {
    ChildKind kind = type.equals(TREF) ? ChildKind.TRACK_REFERENCES : ChildKind.BOXES;
    return new ContainerBox(type, f.boxes(kind, children));
  }
}
