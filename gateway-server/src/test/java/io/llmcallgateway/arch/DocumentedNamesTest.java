package io.llmcallgateway.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Checks that the design documents name classes that exist: each `Class`, `package.Class` and
/// `Class.member` in backticks.
final class DocumentedNamesTest {
  private static final List<String> SOURCES =
      List.of(
          "gateway-server/src/main/java", "gateway-server/src/test/java", "bench/src/main/java");
  private static final String BASE = "io.llmcallgateway";

  /// Names in backticks that look like classes and are none of this project's or the JDK's.
  private static final Set<String> FOREIGN = Set.of("Host", "Origin");

  private static final List<String> JDK =
      List.of(
          "java.lang.",
          "java.util.",
          "java.util.concurrent.",
          "java.time.",
          "java.net.",
          "java.nio.");

  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern NAME =
      Pattern.compile(
          "((?:[a-z][a-z0-9]*\\.)*)([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)((?:[.#][A-Za-z]\\w*)*)(?:\\(\\))?");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");

  /// A source file that declares a type.
  private record Declared(String packageName, String text) {}

  @Test
  void classes_named_in_the_design_documents_exist() throws IOException {
    var root = root();
    var declared = declaredIn(root);
    var wrong = new TreeSet<String>();
    for (var document : documents(root)) {
      var text = FENCED.matcher(Files.readString(document)).replaceAll("");
      var code = CODE.matcher(text);
      while (code.find()) {
        var problem = problemOf(code.group(1), declared);
        if (problem != null) wrong.add(root.relativize(document) + ": " + problem);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_missing_class_a_wrong_package_and_a_missing_member_are_found() throws IOException {
    var declared = declaredIn(root());
    assertThat(problemOf("journal.Spool", declared)).isNull();
    assertThat(problemOf("no such name", declared)).isNull();
    assertThat(problemOf("NoSuchClass", declared)).contains("no such class");
    assertThat(problemOf("store.sql.Spool", declared)).contains("is in");
    assertThat(problemOf("journal.Spool.noSuchMember", declared)).contains("has no");
  }

  private static @Nullable String problemOf(String code, Map<String, List<Declared>> declared) {
    Matcher name = NAME.matcher(code);
    if (!name.matches() || FOREIGN.contains(code)) return null;
    var found = declared.get(name.group(2));
    if (found == null) return isOfJdk(name.group(2)) ? null : code + ": no such class";
    if (!name.group(1).isEmpty()) {
      var given = name.group(1).substring(0, name.group(1).length() - 1);
      var full = given.startsWith(BASE) ? given : BASE + "." + given;
      found = found.stream().filter(each -> each.packageName().equals(full)).toList();
      if (found.isEmpty()) {
        return code + ": the class is in " + packages(declared.get(name.group(2)));
      }
    }
    for (var member : name.group(3).split("[.#]", -1)) {
      var word = Pattern.compile("\\b" + member + "\\b");
      if (found.stream().noneMatch(each -> word.matcher(each.text()).find())) {
        return code + ": the class has no " + member;
      }
    }
    return null;
  }

  private static boolean isOfJdk(String simpleName) {
    for (var prefix : JDK) {
      try {
        Class.forName(prefix + simpleName, false, null);
        return true;
      } catch (ClassNotFoundException _) {
        // it may be in the next package
      }
    }
    return false;
  }

  private static List<String> packages(@Nullable List<Declared> found) {
    return found == null ? List.of() : found.stream().map(Declared::packageName).toList();
  }

  private static Map<String, List<Declared>> declaredIn(Path root) throws IOException {
    var declared = new HashMap<String, List<Declared>>();
    for (var source : SOURCES) {
      var folder = root.resolve(source);
      for (var file : files(folder, ".java")) {
        var packageName = folder.relativize(file.getParent()).toString().replaceAll("[/\\\\]", ".");
        var text = Files.readString(file, StandardCharsets.UTF_8);
        var type = TYPE.matcher(text);
        while (type.find()) {
          declared
              .computeIfAbsent(type.group(1), name -> new ArrayList<>())
              .add(new Declared(packageName, text));
        }
      }
    }
    return declared;
  }

  private static List<Path> documents(Path root) throws IOException {
    var documents = new ArrayList<>(files(root.resolve("docs/decisions"), ".md"));
    for (var name : List.of("architecture.md", "tour.md", "glossary.md")) {
      var document = root.resolve("docs").resolve(name);
      if (Files.exists(document)) documents.add(document);
    }
    return documents;
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static Path root() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("gateway-server"))) return folder;
    }
    throw new AssertionError("not inside the project");
  }
}
