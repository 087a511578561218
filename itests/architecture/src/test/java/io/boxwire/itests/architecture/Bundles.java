package io.boxwire.itests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of our bundles on the class path, read once for all rules. */
final class Bundles {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("itests"))
          .importPackages("io.boxwire");

  private Bundles() {}

  static JavaClasses classes() {
    return CLASSES;
  }
}
