package io.boxwire.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The kit lets a correct plugin pass, and finds every plugin that breaks a clause. */
final class CodecPluginTckTest {
  /** How a bundle is packed needs a jar, and is shown by {@link PackagingRulesTest}. */
  private static final Set<Clause> PACKAGING =
      EnumSet.of(Clause.COMPONENT, Clause.CAPABILITY, Clause.PLAIN_JAR);

  @Test
  void kit_correctPlugin_passes() {
    TestExecutionSummary summary =
        run(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(MutantSubject.class)));
    assertThat(messages(summary)).isEmpty();
    assertThat(summary.getTestsAbortedCount()).as("no bundle").isEqualTo(PACKAGING.size());
    assertThat(summary.getTestsSucceededCount()).isEqualTo(40 - PACKAGING.size());
  }

  @Test
  void kit_samplesWithoutStreamAndChange_skipsWhatNeedsThem() {
    TestExecutionSummary summary =
        run(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(FramesOnlySubject.class)));
    assertThat(messages(summary)).isEmpty();
    int needStream = 4;
    int needChange = 2;
    assertThat(summary.getTestsAbortedCount())
        .isEqualTo(PACKAGING.size() + needStream + needChange);
    assertThat(summary.getTestsSucceededCount())
        .isEqualTo(40 - PACKAGING.size() - needStream - needChange);
  }

  @ParameterizedTest
  @EnumSource
  void kit_mutant_isFoundByTheClauseItBreaks(Mutant mutant) {
    TestExecutionSummary summary =
        run(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(MutantSubject.class))
                .filters(Named.of(mutant.test()))
                .configurationParameter(MutantSubject.MUTANT, mutant.name()));
    assertThat(summary.getTestsStartedCount()).isOne();
    assertThat(summary.getFailures()).hasSize(1);
    assertThat(summary.getFailures().get(0).getException())
        .hasMessageStartingWith(mutant.clause().toString())
        .hasMessageContaining("found: ");
  }

  @Test
  void mutants_together_breakEveryClause() {
    Set<Clause> broken = EnumSet.copyOf(Mutant.clauses());
    broken.addAll(PACKAGING);
    assertThat(broken).containsExactlyInAnyOrder(Clause.values());
  }

  private static TestExecutionSummary run(LauncherDiscoveryRequestBuilder request) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(request.build(), summary);
    return summary.getSummary();
  }

  private static String messages(TestExecutionSummary summary) {
    StringWriter out = new StringWriter();
    if (summary.getTotalFailureCount() > 0) {
      summary.printFailuresTo(new PrintWriter(out));
    }
    return out.toString();
  }
}
