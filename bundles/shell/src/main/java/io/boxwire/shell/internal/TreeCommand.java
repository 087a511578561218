package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.MediaException;
import io.boxwire.box.BoxReader;
import io.boxwire.box.ByteSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Shows the boxes of files. */
final class TreeCommand implements Command {
  static final String SCHEMA = "boxwire.tree/1";

  private static final Syntax SYNTAX =
      Syntax.of("tree", "shows the boxes of files with offsets, sizes and fields")
          .usage("[--json] IN...", 1, Integer.MAX_VALUE)
          .option(JSON)
          .note(
              """
              Of long tables and unknown boxes, the beginning is shown. What is malformed is shown
              as far as it can be read; the status is then 1.""")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws UsageException, IOException {
    if (arguments.operands().contains(Input.STANDARD_INPUT)) {
      throw new UsageException("tree goes back and forth in its input: it needs a file");
    }
    EachFile.Form form = EachFile.form(arguments);
    return new EachFile(invocation, form, SCHEMA)
        .run(arguments.operands(), name -> print(name, form, invocation));
  }

  private static int print(String name, EachFile.Form form, Invocation invocation)
      throws UsageException, IOException {
    Path path = invocation.path(name);
    Input.checkReadable(path);
    try (FileChannel channel = FileChannel.open(path)) {
      BoxReader reader = BoxReader.of(ByteSource.of(channel)).tolerant();
      BoxExplainer explainer = new BoxExplainer(invocation.parts().codecs());
      BoxTree tree = new BoxTree(reader, explainer);
      if (form == EachFile.Form.JSON) {
        // The object tells the fault by itself.
        return tree.print(new JsonTree(SCHEMA, name, invocation.results())).isEmpty()
            ? CommandLine.DONE
            : CommandLine.FAILED;
      }
      Optional<MediaException> fault = tree.print(new TextTree(invocation.results()));
      if (fault.isPresent()) {
        throw fault.get();
      }
      return CommandLine.DONE;
    }
  }
}
