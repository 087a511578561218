package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import java.io.IOException;
import java.util.List;

/**
 * Does the same for each of several files: with more than one, each block is headed by a line
 * {@code # PATH}; a file that can't be read gives {@code ! PATH: reason} in its place, and the rest
 * goes on. As JSON, each file is one line, and one that can't be read is an object with an {@code
 * error}.
 */
final class EachFile {
  /** How results are printed. */
  enum Form {
    /** Text, in blocks. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }

  /** What is done with a file. */
  interface Body {
    /**
     * Prints the results.
     *
     * @param name the file as it was named
     * @return the status
     */
    int print(String name) throws UsageException, IOException;
  }

  private final Invocation invocation;
  private final Form form;
  private final String schema;

  /**
   * Makes the loop.
   *
   * @param invocation the world
   * @param form how results are printed
   * @param schema the JSON schema that an error is told in
   */
  EachFile(Invocation invocation, Form form, String schema) {
    this.invocation = invocation;
    this.form = form;
    this.schema = schema;
  }

  /** Which form the arguments ask for. */
  static Form form(Arguments arguments) {
    return arguments.has(Command.JSON) ? Form.JSON : Form.TEXT;
  }

  /**
   * Does it.
   *
   * @param names the files
   * @param body what is done with each
   * @return the status
   */
  int run(List<String> names, Body body) throws UsageException, IOException {
    int status = CommandLine.DONE;
    for (String name : names) {
      status = Math.max(status, one(name, names.size() > 1, body));
    }
    return status;
  }

  private int one(String name, boolean several, Body body) throws UsageException, IOException {
    Results results = invocation.results();
    // The heading waits for the first result: a file that can't be opened has none.
    results.heading(several && form == Form.TEXT ? "# " + name + "\n" : "");
    try {
      int status = body.print(name);
      results.heading("");
      return status;
    } catch (Results.Unwritable e) {
      throw e;
    } catch (IOException e) {
      if (Failures.isInterruption(e)) {
        throw e;
      }
      results.heading("");
      tell(name, several, e);
      return several ? CommandLine.FAILED : Failures.status(e);
    }
  }

  private void tell(String name, boolean several, IOException e) throws IOException {
    Results results = invocation.results();
    if (form == Form.JSON) {
      Json json = new Json().beginObject().member("schema", schema).member("path", name);
      results.line(json.member("error", Failures.reason(e)).endObject().toString());
    } else if (several) {
      results.line("! " + name + ": " + Failures.reason(e));
    }
    if (!several) {
      results.flush();
      invocation.error(name + ": ", e);
    } else {
      invocation.trace(e);
    }
  }
}
