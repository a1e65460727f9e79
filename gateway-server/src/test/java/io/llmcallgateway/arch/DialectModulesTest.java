package io.llmcallgateway.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.llmcallgateway.bootstrap.AllDialects;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.StatefulDialect;
import io.llmcallgateway.model.DialectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// One module a dialect, in one list, and nobody else names dialects.
final class DialectModulesTest {
  private static final String ROOT = "io.llmcallgateway.dialect.";
  private static final Path SOURCES = Path.of("src/main/java/io/llmcallgateway");

  /// Where such a word is no dialect: a vendor's name in price lists, AWS's name of a service, the
  /// makers of signatures.
  private static final List<String> OTHER_MEANINGS =
      List.of(
          "catalog/price/imports/",
          "upstream/AwsRequestSigner.java",
          "model/chat/Signature.java",
          "dialect/");

  private static final Set<String> IDS =
      Arrays.stream(DialectId.values()).map(DialectId::name).collect(Collectors.toSet());

  private final AllDialects dialects = new AllDialects();

  @Test
  void each_format_has_one_module_in_its_package() {
    var modules = new TreeMap<String, TreeSet<String>>();
    var packages = new TreeSet<String>();
    for (var each : MainClasses.ALL) {
      if (!each.getPackageName().startsWith(ROOT)) continue;
      var format = each.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
      if (format.equals("support")) continue;
      packages.add(format);
      if (isModule(each)) {
        modules.computeIfAbsent(format, _ -> new TreeSet<>()).add(each.getSimpleName());
      }
    }
    assertThat(modules.keySet()).isEqualTo(packages);
    assertThat(modules.values()).allSatisfy(all -> assertThat(all).hasSize(1));
    var ids = Arrays.stream(DialectId.values()).map(DialectId::text).collect(Collectors.toSet());
    assertThat(packages).containsExactlyInAnyOrderElementsOf(ids);
  }

  private static boolean isModule(JavaClass each) {
    return each.isAssignableTo(DialectModule.class) && !each.isInterface();
  }

  @Test
  void each_module_describes_the_dialect_of_its_package() {
    assertThat(dialects.modules()).hasSize(DialectId.values().length);
    for (var module : dialects.modules()) {
      var id = module.id().text();
      assertThat(module.getClass().getPackageName()).isEqualTo(ROOT + id);
      assertThat(module.target().id()).isEqualTo(id);
      assertThat(module.vertexTarget().id()).isEqualTo(id);
      var client = module.client();
      if (client == null) {
        assertThat(module.routes()).isEmpty();
        continue;
      }
      assertThat(client.id()).isEqualTo(id);
      assertThat(module.routes()).isNotEmpty();
      assertThat(client instanceof StatefulDialect)
          .isEqualTo(!module.storedAnswerPaths().isEmpty())
          .isEqualTo(module.id().answersHaveIds());
    }
  }

  @Test
  void nobody_else_names_a_single_dialect() {
    var found = new TreeSet<String>();
    for (var each : MainClasses.ALL) {
      for (var access : each.getFieldAccessesFromSelf()) {
        var field = access.getTarget();
        if (!field.getOwner().isEquivalentTo(DialectId.class)) continue;
        if (!IDS.contains(field.getName()) || mayName(each, field.getName())) continue;
        found.add(each.getName() + ": " + field.getName());
      }
    }
    assertThat(found).isEmpty();
  }

  /// A format may name itself, and the two lists name all. A `switch` is a class of its own, with
  /// the name of the one that it is in before it.
  private static boolean mayName(JavaClass each, String id) {
    var own = ROOT + DialectId.valueOf(id).text();
    return (each.getPackageName() + ".").startsWith(own + ".")
        || each.isEquivalentTo(DialectId.class)
        || each.getName().startsWith(AllDialects.class.getName());
  }

  @Test
  void nobody_else_names_a_dialect_by_a_string() throws IOException {
    var names =
        Arrays.stream(DialectId.values()).map(DialectId::text).collect(Collectors.joining("|"));
    var named = Pattern.compile("\"(" + names + ")\"");
    var found = new ArrayList<String>();
    try (var files = Files.walk(SOURCES)) {
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        var path = SOURCES.relativize(file).toString();
        if (OTHER_MEANINGS.stream().anyMatch(path::startsWith)) continue;
        if (named.matcher(Files.readString(file)).find()) found.add(path);
      }
    }
    assertThat(found).isEmpty();
  }
}
