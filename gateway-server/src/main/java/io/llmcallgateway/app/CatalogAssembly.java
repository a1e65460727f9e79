package io.llmcallgateway.app;

import io.llmcallgateway.catalog.*;
import io.llmcallgateway.config.*;
import java.util.*;

class CatalogAssembly {
  record A(Catalog catalog, List<Problem> problems) {}

  static A assemble(Settings s, BuiltIn b) {
    var d = s.defaultUpstream();
    Provider p =
        d == null
            ? null
            : new Provider(
                "default",
                Provider.Dialect.OPENAI,
                d.baseUrl(),
                Provider.Auth.BEARER,
                d.key(),
                Map.of(),
                Set.of(),
                List.of());
    return new A(new Catalog(Map.of(), p), List.of());
  }
}
