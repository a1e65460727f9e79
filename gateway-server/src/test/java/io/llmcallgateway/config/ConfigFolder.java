package io.llmcallgateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A working directory as a user sets it up, with the environment and flags of a start in it.
final class ConfigFolder {
  static final CommandLineFlags NO_FLAGS = new CommandLineFlags(null, null, null);

  private final Path path;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private CommandLineFlags flags = NO_FLAGS;

  ConfigFolder(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  Map<String, String> environment() {
    return environment;
  }

  ConfigFolder variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  ConfigFolder flags(CommandLineFlags given) {
    flags = given;
    return this;
  }

  ConfigFolder yaml(String text) {
    return file("gateway.yaml", text);
  }

  ConfigFolder dotenv(String text) {
    return file(".env", text);
  }

  ConfigFolder file(String name, String text) {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  ConfigFolder bytes(String name, byte[] content) {
    try {
      Files.write(path.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  LoadedConfiguration load() {
    try {
      return ConfigLoader.load(environment, path, flags);
    } catch (ConfigException e) {
      throw new AssertionError("not valid: " + e.getMessage(), e);
    }
  }

  Settings settings() {
    return load().settings();
  }

  /// All problems as a user reads them; empty where there are none.
  List<String> problems() {
    try {
      ConfigLoader.load(environment, path, flags);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  /// `value (source)` of an effective value.
  String origin(String name) {
    return load().origins().stream()
        .filter(origin -> origin.path().equals(name))
        .map(origin -> origin.value() + " (" + origin.source() + ")")
        .findFirst()
        .orElse("none");
  }
}
