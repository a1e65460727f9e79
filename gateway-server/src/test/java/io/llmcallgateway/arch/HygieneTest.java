package io.llmcallgateway.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/// What holds for the tests themselves.
final class HygieneTest {
  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("io.llmcallgateway");

  @Test
  void tests_wait_for_events_and_never_sleep() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .orShould()
        .callMethod(TimeUnit.class, "sleep", long.class)
        .check(TESTS);
  }

  @Test
  void assertions_are_assertj() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.junit.jupiter.api.Assertions")
        .check(TESTS);
  }

  @Test
  void test_names_are_sentences() {
    methods()
        .that()
        .areAnnotatedWith(Test.class)
        .should()
        .haveNameMatching("[a-z][a-z0-9]*(_[a-zA-Z0-9]+)+")
        .check(TESTS);
  }

  @Test
  void no_test_is_switched_off() {
    methods().should().notBeAnnotatedWith(Disabled.class).check(TESTS);
    noClasses().should().beAnnotatedWith(Disabled.class).check(TESTS);
  }
}
