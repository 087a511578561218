package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.internal.device.OptionValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is captured, as arguments of ffmpeg. */
enum Preset {
  /** Test pictures and a tone, in real time. */
  TEST {
    @Override
    List<String> inputs(Wanted wanted, OptionValues values) {
      List<String> inputs = new ArrayList<>();
      if (wanted.video().isPresent()) {
        String source = "testsrc2=size=" + wanted.size() + ":rate=" + wanted.fps();
        inputs.addAll(List.of("-re", "-f", "lavfi", "-i", source));
      }
      if (wanted.audio().isPresent()) {
        String source = "sine=frequency=440:sample_rate=" + wanted.rate();
        inputs.addAll(List.of("-re", "-f", "lavfi", "-i", source));
      }
      return inputs;
    }
  },

  /** The board's camera and its encoder; for its old FFmpeg as well, which knows no fps_mode. */
  V4L2 {
    @Override
    List<String> inputs(Wanted wanted, OptionValues values) throws MediaException {
      return Sources.devices(wanted, values, "/dev/video1", List.of("-input_format", "nv12"));
    }

    @Override
    List<String> encoders(Wanted wanted, OptionValues values) throws MediaException {
      return Encoders.of(wanted, "h264_v4l2m2m", "hevc_v4l2m2m", List.of("-vsync", "passthrough"));
    }
  },

  /** A webcam, encoded by the processor. */
  WEBCAM {
    @Override
    List<String> inputs(Wanted wanted, OptionValues values) throws MediaException {
      return Sources.devices(wanted, values, "/dev/video0", List.of());
    }
  },

  /** A camera of the network, whose streams are taken as they come. */
  RTSP {
    @Override
    List<String> inputs(Wanted wanted, OptionValues values) {
      return Sources.SCRIPT;
    }

    @Override
    List<String> encoders(Wanted wanted, OptionValues values) {
      return List.of("-c", "copy");
    }

    @Override
    Optional<String> script(Wanted wanted, Policy policy, OptionValues values)
        throws MediaException {
      return Optional.of(Sources.rtspScript(wanted, policy, values));
    }
  },

  /** What the user's arguments say. */
  CUSTOM {
    @Override
    List<String> inputs(Wanted wanted, OptionValues values) throws MediaException {
      List<String> inputs = ShellWords.split(values.text("input"));
      if (!inputs.contains("-i")) {
        throw MediaException.of(
            Code.BAD_REQUEST, "preset custom needs the option input with an argument -i");
      }
      return inputs;
    }

    @Override
    List<String> encoders(Wanted wanted, OptionValues values) throws MediaException {
      List<String> output = ShellWords.split(values.text("output"));
      return output.isEmpty() ? super.encoders(wanted, values) : output;
    }
  };

  /**
   * What makes our demuxer see each frame soon and with its own time.
   *
   * <p>{@code delay_moov}: only after the first pictures are the parameter sets known of an encoder
   * without global headers, and how much later one track begins than the other. {@code
   * min_frag_duration}: without it, FFmpeg 8 cuts a fragment when a frame of another track comes,
   * takes the duration of the one cut off from a frame too late, and then shifts that frame's time.
   */
  private static final List<String> MOV =
      List.of(
          "-f",
          "mov",
          "-movflags",
          "frag_every_frame+empty_moov+default_base_moof+delay_moov+skip_trailer",
          "-min_frag_duration",
          "1",
          "-video_track_timescale",
          String.valueOf(ChildTracks.VIDEO_TIMESCALE),
          "pipe:1");

  abstract List<String> inputs(Wanted wanted, OptionValues values) throws MediaException;

  List<String> encoders(Wanted wanted, OptionValues values) throws MediaException {
    return Encoders.software(wanted);
  }

  /** What the child reads on its standard input, if anything. */
  Optional<String> script(Wanted wanted, Policy policy, OptionValues values) throws MediaException {
    return Optional.empty();
  }

  /** The preset that the options name. */
  static Preset of(OptionValues values) throws MediaException {
    List<String> names =
        Arrays.stream(values()).map(preset -> preset.name().toLowerCase(Locale.ROOT)).toList();
    return values()[names.indexOf(values.word("preset", names))];
  }

  /**
   * Says how to start the child.
   *
   * @throws MediaException {@code BAD_REQUEST} if it can't deliver what is wanted
   */
  final Invocation invocation(Wanted wanted, Policy policy, OptionValues values)
      throws MediaException {
    List<String> command = new ArrayList<>();
    command.add(values.text("ffmpeg"));
    command.addAll(List.of("-hide_banner", "-nostats", "-loglevel", "warning"));
    command.addAll(ShellWords.split(values.text("args")));
    command.addAll(inputs(wanted, values));
    if (wanted.video().isEmpty()) {
      command.add("-vn");
    }
    if (wanted.audio().isEmpty()) {
      command.add("-an");
    }
    command.addAll(List.of("-sn", "-dn"));
    command.addAll(encoders(wanted, values));
    command.addAll(MOV);
    return new Invocation(command, script(wanted, policy, values));
  }
}
