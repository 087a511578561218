package io.boxwire.shell.internal;

import io.boxwire.api.PayloadForm;
import java.io.IOException;

/** Says what files hold: brand, layout, duration, tracks. */
final class InfoCommand implements Command {
  static final String SCHEMA = "boxwire.info/1";

  private static final Syntax SYNTAX =
      Syntax.of("info", "says what files hold: brand, layout, duration, tracks")
          .usage("[--json] IN...", 1, Integer.MAX_VALUE)
          .option(JSON)
          .note("IN is a file, or - for standard input where the layout allows streaming.")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws UsageException, IOException {
    EachFile.Form form = EachFile.form(arguments);
    return new EachFile(invocation, form, SCHEMA)
        .run(arguments.operands(), name -> print(name, form, invocation));
  }

  private static int print(String name, EachFile.Form form, Invocation invocation)
      throws UsageException, IOException {
    try (Input input = Input.open(name, PayloadForm.STORED, invocation)) {
      Faults faults = new Faults(invocation);
      MovieReport report = MovieReport.of(input, faults);
      if (form == EachFile.Form.JSON) {
        invocation.results().line(report.json(SCHEMA, name));
      } else {
        invocation.results().text(report.text());
      }
      return faults.conclude();
    }
  }
}
