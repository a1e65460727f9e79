package io.llmcallgateway.route;

import io.llmcallgateway.catalog.*;
import java.util.*;

public final class ModelNames {
  public record Listed(String id, String ownedBy) {}

  public static List<Listed> list(Catalog c, ModelLists l) {
    return List.of();
  }
}
