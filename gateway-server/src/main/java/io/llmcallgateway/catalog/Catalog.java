package io.llmcallgateway.catalog;

import java.util.*;
import org.jspecify.annotations.Nullable;

public record Catalog(Map<String, Provider> providers, @Nullable Provider defaultUpstream) {
  public static final String DEMO = "demo";
}
