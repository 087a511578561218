package io.boxwire.itests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.boxwire.api.Boxwire;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What bundles that come and go in one process must keep their hands off. */
final class CodingRulesTest {
  private static JavaClasses bundles;

  @BeforeAll
  static void importBundles() {
    bundles = Bundles.classes();
  }

  /** What a bundle keeps in a static field outlives its components, and is shared by them all. */
  @Test
  void staticFields_inAllBundles_areFinal() {
    fields().that().areStatic().should().beFinal().check(bundles);
  }

  /** In a framework, parts are found as services; a class loader sees one bundle alone. */
  @Test
  void serviceLoader_isUsedWithoutAFrameworkOnly() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Boxwire.class)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ServiceLoader.class)
        .check(bundles);
  }

  /** The streams of a command are handed to it; only a shell's own may be the process's. */
  @Test
  void standardStreams_areUsedByTheShellsFunctionsOnly() {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.boxwire\\.shell\\.internal\\.GogoFunctions.*")
        .should(ACCESS_STANDARD_STREAMS)
        .check(bundles);
  }

  @Test
  void theProcess_isEndedByNobody() {
    noClasses()
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(bundles);
  }
}
