package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.MediaException;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairReport.Outcome;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a playable file of a recording that was cut. */
final class RepairCommand implements Command {
  private static final Option LIKE =
      Option.value("--like", "FILE", "a whole recording of the same camera, same settings")
          .of(Option.Values.FILES);

  private static final Syntax SYNTAX =
      Syntax.of("repair", "makes a playable file of a cut or torn recording")
          .usage("IN.mp4 [OUT.mp4] [--like FILE] [-y]", 1, 2)
          .option(LIKE)
          .option(Syntax.OVERWRITE)
          .note(
              """
              A recording with fragments (hybrid, fragmented) is finished in place, or as OUT:
              only its index is written. That is safe to interrupt and to repeat, and a file
              that needs nothing is left as it is. One that is being written is refused. Where
              media are missing that the index names, the messages say which; the status is 1.""")
          .note(
              """
              A file whose index was never written needs OUT and --like: its pictures are searched
              for in the media, and get their times from the frame rate of FILE. That is likely,
              not proved; the messages say how much was found.""")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    Path input = invocation.path(arguments.operand(0));
    RepairRequest request = RepairRequest.of(input).telling(invocation::event);
    Optional<String> like = arguments.value(LIKE);
    List<Path> inputs = List.of(input);
    if (like.isPresent()) {
      Path reference = invocation.path(like.get());
      inputs = List.of(input, reference);
      Input.checkReadable(reference);
      request = request.like(reference);
    }
    if (arguments.operands().size() < 2) {
      Input.checkReadable(input);
      return repair(request, arguments.operand(0), invocation);
    }
    try (Output output = Output.of(arguments.operand(1), inputs, arguments, invocation)) {
      if (output.isStream()) {
        throw new UsageException("OUT is a file: " + arguments.operand(1));
      }
      Input.checkReadable(input);
      request = request.to(((Sink.File) output.sink()).path());
      boolean done = false;
      try {
        int status = repair(request, arguments.operand(1), invocation);
        done = true;
        return status;
      } finally {
        if (!done) {
          output.discard();
        }
      }
    }
  }

  private static int repair(RepairRequest request, String name, Invocation invocation)
      throws IOException, InterruptedException {
    RepairReport report;
    try {
      report = invocation.parts().repairer().repair(request);
    } catch (MediaException e) {
      throw Failures.named(request.input().getFileName().toString(), e);
    }
    report.remarks().forEach(invocation::note);
    invocation.results().line(name + ": " + outcome(report));
    return report.outcome() == Outcome.INCOMPLETE ? CommandLine.FAILED : CommandLine.DONE;
  }

  private static String outcome(RepairReport report) {
    long samples = report.samples().values().stream().mapToLong(Long::longValue).sum();
    return switch (report.outcome()) {
      case WHOLE -> "whole";
      case INCOMPLETE -> "incomplete, " + samples + " samples";
      case FINALISED -> "finalised, " + samples + " samples";
      case SALVAGED -> "salvaged, " + samples + " samples";
    };
  }
}
