package io.boxwire.itests.interop;

import java.util.List;
import java.util.stream.Stream;

/**
 * One way of encoding video, done twice by the same encoder: into a raw elementary stream, which we
 * mux, and straight into MP4, which is the truth that our file is held against.
 *
 * @param name what is special about it
 * @param codec {@code h264} or {@code h265}
 * @param source a source filter of ffmpeg
 * @param options encoder options of ffmpeg
 */
record VideoCase(String name, String codec, String source, List<String> options) {

  static Stream<VideoCase> all() {
    return Stream.of(
        h264(
            "baseline",
            "testsrc2=s=176x144:r=25:d=3",
            "-profile:v baseline -pix_fmt yuv420p",
            "bframes=0:keyint=25:scenecut=0"),
        h264(
            "main_bframes",
            "testsrc2=s=352x288:r=25:d=3",
            "-profile:v main -pix_fmt yuv420p",
            "bframes=3:b-adapt=0:keyint=25:scenecut=0"),
        h264(
            "high_bpyramid",
            "testsrc2=s=352x288:r=30000/1001:d=3",
            "-pix_fmt yuv420p",
            "bframes=7:b-pyramid=normal:keyint=50:scenecut=0"),
        h264(
            "strict_pyramid",
            "testsrc2=s=352x288:r=25:d=3",
            "-pix_fmt yuv420p",
            "bframes=4:b-adapt=0:b-pyramid=strict:keyint=30:scenecut=0"),
        h264(
            "slices",
            "testsrc2=s=352x288:r=25:d=3",
            "-pix_fmt yuv420p",
            "slices=4:bframes=2:keyint=25:scenecut=0"),
        h264(
            "aud_sei_hrd",
            "testsrc2=s=352x288:r=25:d=3",
            "-pix_fmt yuv420p",
            "aud=1:nal-hrd=vbr:vbv-maxrate=40000:vbv-bufsize=40000:pic-struct=1:bframes=2:keyint=25"),
        h264(
            "open_gop",
            "testsrc2=s=352x288:r=25:d=4",
            "-pix_fmt yuv420p",
            "open-gop=1:bframes=3:keyint=25:scenecut=0"),
        h264(
            "intra_refresh",
            "testsrc2=s=352x288:r=25:d=4",
            "-pix_fmt yuv420p",
            "intra-refresh=1:bframes=0:keyint=25"),
        h264(
            "single_gop",
            "testsrc2=s=176x144:r=50:d=4",
            "-pix_fmt yuv420p",
            "bframes=3:keyint=infinite:scenecut=0"),
        h264(
            "mbaff",
            "testsrc2=s=720x576:r=25:d=2",
            "-pix_fmt yuv420p -flags +ilme+ildct",
            "interlaced=1:tff=1:bframes=2:keyint=25:scenecut=0"),
        h264(
            "fake_interlaced",
            "testsrc2=s=352x288:r=25:d=2",
            "-pix_fmt yuv420p",
            "fake-interlaced=1:bframes=0:keyint=25"),
        h264(
            "high10", "testsrc2=s=352x288:r=25:d=2", "-pix_fmt yuv420p10le", "bframes=2:keyint=25"),
        h264(
            "high422_10",
            "testsrc2=s=352x288:r=25:d=2",
            "-pix_fmt yuv422p10le -profile:v high422",
            "bframes=2:keyint=25"),
        h264("high444", "testsrc2=s=352x288:r=25:d=2", "-pix_fmt yuv444p", "bframes=2:keyint=25"),
        h264("gray", "testsrc2=s=352x288:r=25:d=2", "-pix_fmt gray", "bframes=1:keyint=25"),
        h264(
            "crop_sar_colour",
            "testsrc2=s=354x290:r=24000/1001:d=2",
            "-pix_fmt yuv420p",
            "bframes=1:keyint=24:sar=4/3:colorprim=bt709:transfer=bt709:colormatrix=bt709:range=pc"),
        h264("intra_only", "testsrc2=s=176x144:r=10:d=2", "-pix_fmt yuv420p", "keyint=1"),
        h265(
            "main",
            "testsrc2=s=352x288:r=25:d=3",
            "-pix_fmt yuv420p",
            "bframes=0:keyint=25:min-keyint=25:scenecut=0"),
        h265(
            "bpyramid",
            "testsrc2=s=352x288:r=25:d=4",
            "-pix_fmt yuv420p",
            "bframes=7:b-pyramid=1:keyint=50:min-keyint=50:scenecut=0"),
        h265(
            "open_gop_cra",
            "testsrc2=s=352x288:r=30000/1001:d=4",
            "-pix_fmt yuv420p",
            "open-gop=1:bframes=3:keyint=25:min-keyint=25:scenecut=0"),
        h265(
            "aud",
            "testsrc2=s=352x288:r=25:d=3",
            "-pix_fmt yuv420p",
            "aud=1:bframes=3:keyint=25:min-keyint=25:scenecut=0"),
        h265(
            "slices",
            "testsrc2=s=640x384:r=25:d=2",
            "-pix_fmt yuv420p",
            "slices=3:bframes=2:keyint=25"),
        h265(
            "main10_hdr",
            "testsrc2=s=352x288:r=25:d=2",
            "-pix_fmt yuv420p10le",
            "bframes=2:keyint=25:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400"),
        h265(
            "temporal_layers",
            "testsrc2=s=352x288:r=25:d=3",
            "-pix_fmt yuv420p",
            "temporal-layers=2:bframes=3:keyint=25"),
        h265(
            "main422_10",
            "testsrc2=s=352x288:r=25:d=2",
            "-pix_fmt yuv422p10le",
            "bframes=2:keyint=25"),
        h265(
            "single_gop_radl",
            "testsrc2=s=352x288:r=25:d=3",
            "-pix_fmt yuv420p",
            "radl=2:bframes=4:keyint=25:min-keyint=25:scenecut=0:open-gop=0"));
  }

  private static VideoCase h264(String name, String source, String plain, String parameters) {
    return make(name, "h264", source, plain, "libx264", "-x264-params", parameters);
  }

  private static VideoCase h265(String name, String source, String plain, String parameters) {
    String all = "log-level=error:pools=2:" + parameters;
    return make(name, "h265", source, plain, "libx265", "-x265-params", all);
  }

  private static VideoCase make(
      String name,
      String codec,
      String source,
      String plain,
      String encoder,
      String key,
      String parameters) {
    List<String> options =
        Stream.concat(
                Stream.of("-c:v", encoder, "-threads", "1", "-preset", "veryfast", "-crf", "32"),
                Stream.concat(Stream.of(plain.split(" ")), Stream.of(key, parameters)))
            .toList();
    return new VideoCase(name, codec, source, options);
  }

  @Override
  public String toString() {
    return codec + "_" + name;
  }
}
