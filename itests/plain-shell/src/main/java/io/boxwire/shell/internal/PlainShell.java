package io.boxwire.shell.internal;

import io.boxwire.api.Boxwire;
import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Repairer;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.util.List;

/** The commands over the parts on the class path: what a framework would run, without one. */
public final class PlainShell implements CommandLine {
  private final Boxwire boxwire;
  private final CommandRunner runner;

  /**
   * Makes the commands.
   *
   * @param boxwire the parts they use
   */
  public PlainShell(Boxwire boxwire) {
    this.boxwire = boxwire;
    this.runner = new CommandRunner(new PlainParts(boxwire));
  }

  @Override
  public int run(List<String> arguments, Streams streams) throws InterruptedException {
    return runner.run(arguments, streams);
  }

  @Override
  public List<CommandDescription> commands() {
    return Descriptions.of(new PlainParts(boxwire));
  }

  private record PlainParts(Boxwire boxwire) implements Parts {
    @Override
    public MuxerFactory muxers() {
      return boxwire.muxers();
    }

    @Override
    public DemuxerFactory demuxers() {
      return boxwire.demuxers();
    }

    @Override
    public Recorder recorder() {
      return boxwire.recorder().orElseThrow();
    }

    @Override
    public Repairer repairer() {
      return boxwire.repairer().orElseThrow();
    }

    @Override
    public List<CodecPlugin> codecs() {
      return boxwire.codecs();
    }

    @Override
    public List<CaptureDevice> devices() {
      return boxwire.devices();
    }

    @Override
    public List<RecordingStatus> recordings() {
      return recorder().recordings();
    }

    @Override
    public List<Extension> extensions() {
      return List.of();
    }

    @Override
    public List<Part> list() {
      return List.of();
    }

    @Override
    public String version() {
      return "";
    }

    @Override
    public boolean leaving() {
      return false;
    }
  }
}
