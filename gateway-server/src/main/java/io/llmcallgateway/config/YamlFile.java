package io.llmcallgateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads gateway.yaml into a tree of values.
final class YamlFile {
  static final String NAME = "gateway.yaml";

  private YamlFile() {}

  /// The file's members; empty where there is none.
  ///
  /// @param required whether a missing file is a problem
  static Map<String, YamlValue> read(
      Path file, boolean required, Variables variables, ProblemList problems) {
    var name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      boolean there = Files.exists(file);
      if (there) problems.add(file.toString(), "is not a file");
      else if (required) problems.add(file.toString(), "does not exist");
      return Map.of();
    }
    try {
      var settings = LoadSettings.builder().setLabel(name).setMaxAliasesForCollections(50).build();
      var root = new Compose(settings).composeString(Files.readString(file, UTF_8));
      if (root.isEmpty()) return Map.of();
      return new YamlValue("", root.get(), new VariableReferences(variables), problems)
          .members(known());
    } catch (MarkedYamlEngineException e) {
      problems.add(name, "is not YAML: " + e.getProblem() + line(e));
    } catch (YamlEngineException e) {
      problems.add(name, "is not YAML: " + e.getMessage());
    } catch (StackOverflowError _) {
      // The parser knows no limit of its own.
      problems.add(name, "is nested too deeply");
    } catch (CharacterCodingException _) {
      problems.add(name, "is not UTF-8");
    } catch (IOException e) {
      problems.add(name, "cannot be read: " + e.getMessage());
    }
    return Map.of();
  }

  private static String line(MarkedYamlEngineException e) {
    return e.getProblemMark().map(mark -> " (line " + (mark.getLine() + 1) + ")").orElse("");
  }

  private static Set<String> known() {
    var known = new TreeSet<>(Set.of("providers", "models", "rules"));
    for (var named : NamedSetting.values()) {
      var path = named.yamlPath();
      if (path != null) known.add(path.replaceFirst("\\..*", ""));
    }
    return known;
  }

  /// A named setting's value, or null.
  static @Nullable YamlValue find(Map<String, YamlValue> members, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) return members.get(path);
    var section = members.get(path.substring(0, dot));
    return section == null ? null : section.members().get(path.substring(dot + 1));
  }

  /// Checks the keys of the sections `listen`, `log`, `journal`, `currency`, `otel`, `alerts` and
  /// `timeouts`.
  static void checkSections(Map<String, YamlValue> members) {
    for (var section :
        Set.of("listen", "proxy", "log", "journal", "currency", "otel", "alerts", "timeouts")) {
      var value = members.get(section);
      if (value == null) continue;
      var known = new TreeSet<String>();
      for (var named : NamedSetting.values()) {
        var path = named.yamlPath();
        if (path != null && path.startsWith(section + ".")) {
          known.add(path.substring(section.length() + 1));
        }
      }
      if (section.equals("journal")) known.addAll(Set.of("redact", "keys"));
      if (section.equals("alerts")) known.addAll(AlertsSection.KEYS);
      value.members(known);
    }
  }
}
