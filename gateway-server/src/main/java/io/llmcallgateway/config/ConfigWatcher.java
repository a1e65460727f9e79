package io.llmcallgateway.config;

import java.nio.file.Path;
import java.util.*;
import java.util.function.*;

public class ConfigWatcher implements AutoCloseable {
  public ConfigWatcher(
      Map<String, String> e, Path p, Flags f, Consumer<Loaded> c, Consumer<List<Problem>> k) {}

  @Override
  public void close() {}
}
