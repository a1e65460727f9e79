package io.llmcallgateway.arch;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.llmcallgateway.model.Operation;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests that the code is built as docs/architecture.md says.
final class ArchitectureTest {
  private static final String ROOT = "io.llmcallgateway.";
  private static final JavaClasses MAIN = MainClasses.ALL;

  @Test
  void rooms_of_the_relay_do_not_know_the_exchange() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "relay.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "relay")
        .check(MAIN);
  }

  /// What an operation needs stands in its handler, in the formats that have it, and in its facts.
  @Test
  void an_operation_is_in_one_handler() {
    var constants =
        Stream.of(Operation.values()).map(Enum::name).filter(not("CHAT"::equals)).toList();
    var strangers = new TreeSet<String>();
    for (var found : MAIN) {
      var name = found.getPackageName();
      boolean home =
          found.isEquivalentTo(Operation.class)
              || Stream.of("relay.operation", "dialect", "upstream.demo")
                  .anyMatch(room -> (name + ".").startsWith(ROOT + room + "."));
      if (home) continue;
      for (var access : found.getFieldAccessesFromSelf()) {
        boolean operation = access.getTargetOwner().isEquivalentTo(Operation.class);
        if (operation && constants.contains(access.getTarget().getName())) {
          strangers.add(found.getName());
        }
      }
    }
    assertThat(strangers).isEmpty();
  }

  /// What a class is given at a boundary has a name, by which its implementations are found.
  @Test
  void ports_are_named_interfaces() {
    var unnamed = new TreeSet<String>();
    for (var found : MAIN) {
      if (!found.getModifiers().contains(JavaModifier.PUBLIC)) continue;
      for (var constructor : found.getConstructors()) {
        if (!constructor.getModifiers().contains(JavaModifier.PUBLIC)) continue;
        for (var parameter : constructor.getRawParameterTypes()) {
          if (parameter.getPackageName().equals("java.util.function")) {
            unnamed.add(found.getName() + ": " + parameter.getSimpleName());
          }
        }
      }
    }
    assertThat(unnamed).isEmpty();
  }

  static Stream<String> packages() {
    return PackageTable.MAY_IMPORT.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void imports_only_what_the_table_allows(String name) {
    var allowed = PackageTable.MAY_IMPORT.getOrDefault(name, Set.of());
    if (allowed.contains("*")) return;
    var banned = new ArrayList<String>();
    for (var other : PackageTable.MAY_IMPORT.keySet()) {
      boolean own = other.equals(name) || name.startsWith(other + ".");
      if (!own && !allowed.contains(other)) banned.add(ROOT + other + "..");
    }
    var rowsBelow =
        PackageTable.MAY_IMPORT.keySet().stream()
            .filter(other -> other.startsWith(name + "."))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .and()
        .resideOutsideOfPackages(rowsBelow)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(banned.toArray(String[]::new))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void every_class_is_in_a_package_of_the_table() {
    var strangers = new TreeSet<String>();
    for (var found : MAIN) {
      var inside = found.getPackageName().substring("io.llmcallgateway".length());
      var first = inside.isEmpty() ? "" : inside.substring(1).split("\\.", 2)[0];
      if (!PackageTable.MAY_IMPORT.containsKey(first)) strangers.add(found.getName());
    }
    assertThat(strangers).isEmpty();
  }

  @Test
  void the_contract_of_dialects_knows_neither_formats_nor_what_they_share() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "dialect")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "dialect.*..")
        .check(MAIN);
  }

  @Test
  void dialects_do_not_know_each_other() {
    slices()
        .matching(ROOT + "dialect.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAPackage(ROOT + "dialect.support.."))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void sub_packages_of_a_dialect_import_each_other_in_one_direction() {
    slices().matching(ROOT + "dialect.(**)").should().beFreeOfCycles().check(MAIN);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "dialect.*.content")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of("request", "answer", "stream", "embedding", "audio", "stored")
                .map(other -> ROOT + "dialect.*." + other)
                .toArray(String[]::new))
        .check(MAIN);
  }

  @Test
  void only_the_command_line_imports_the_wiring() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "bootstrap..", ROOT + "cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "bootstrap..", ROOT + "cli..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "bootstrap..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "cli..")
        .check(MAIN);
  }

  @Test
  void every_package_is_null_marked() throws ClassNotFoundException {
    var unmarked = new TreeSet<String>();
    for (var found : MAIN) {
      var name = found.getPackageName();
      try {
        var marked = Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class);
        if (!marked) unmarked.add(name);
      } catch (ClassNotFoundException _) {
        unmarked.add(name);
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void only_main_ends_the_process() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + "cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(MAIN);
  }

  @Test
  void data_travels_as_arguments_not_in_thread_locals() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocal.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InheritableThreadLocal.class)
        .check(MAIN);
  }

  @Test
  void logging_goes_through_slf4j() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + "otel.SdkLogHandler") // takes a library's lines up
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..")
        .check(MAIN);
  }

  @Test
  void only_the_demo_sleeps() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "upstream.demo..")
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .check(MAIN);
  }

  @Test
  void one_package_speaks_http_to_clients_and_one_to_providers() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty.server..", "org.eclipse.jetty.http2.server..")
        .check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "upstream..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty.client..")
        .check(MAIN);
    noClasses() // the command line is a client of the gateway itself
        .that()
        .resideOutsideOfPackages(ROOT + "cli..", ROOT + "bootstrap..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..")
        .check(MAIN);
  }

  @Test
  void aws_classes_wait_for_the_first_signature() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + "upstream.AwsSdkSigner")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..")
        .check(MAIN);
  }

  @Test
  void the_tokenizers_classes_wait_for_the_first_count() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + "meter.Vocabularies")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.knuddels..")
        .check(MAIN);
  }

  @Test
  void open_telemetry_is_loaded_by_its_own_package_only() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "otel..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry..")
        .check(MAIN);
  }

  @Test
  void what_a_call_is_made_of_does_no_input_or_output() {
    classes()
        .that()
        .resideInAPackage(ROOT + "model..")
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(
                    ROOT + "model..",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.math..",
                    "java.nio",
                    "java.nio.charset..",
                    "java.io..",
                    "org.jspecify..",
                    "tools.jackson..")
                .or(JavaClass.Predicates.type(URLDecoder.class)))
        .check(MAIN);
  }
}
