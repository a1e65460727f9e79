package io.llmcallgateway.route;

import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.model.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The failure for an unknown model name: what the name probably means, how to configure it, and
/// similar names that exist.
record ModelNotFound(Catalog catalog) {
  private static final String OWN_NAME = "or give the name targets under `models:` in gateway.yaml";

  Failure failure(String model) {
    var text = new StringBuilder("The model '").append(model).append("' ");
    var near = new ArrayList<String>();
    var retired = catalog.builtIn().aliases().retired().get(bare(model));
    if (retired != null) near.addAll(retired);
    text.append(advice(model, retired)).append(' ').append(nearest(model, near));
    return Failure.of(Failure.Kind.MODEL_NOT_FOUND, text.toString().strip()).withParam("model");
  }

  private String advice(String model, @Nullable List<String> successors) {
    if (successors != null) return retired(successors);
    var off = offProvider(model);
    if (off != null) {
      return "belongs to the provider '%s', which is not switched on: %s."
          .formatted(off.id(), off.howToSwitchOn());
    }
    var maker = maker(bare(model));
    if (maker != null && catalog.providers().containsKey(maker.id())) {
      return "is not known of %s. If it is new, send it as '%s/%s', %s."
          .formatted(maker.name(), maker.id(), bare(model), OWN_NAME);
    }
    if (maker != null) {
      return "is made by %s, which is not switched on: %s, %s."
          .formatted(maker.name(), maker.howToSwitchOn(), OWN_NAME);
    }
    return ("is not listed by any provider that is switched on. Send it as 'provider/model', switch"
            + " its provider on by its key variable (see docs/guide/providers.md), set"
            + " LITELLM_BASE_URL to an upstream that gets such names, %s.")
        .formatted(OWN_NAME);
  }

  private String retired(List<String> successors) {
    var text = new StringBuilder("has been retired by its maker; use a living one: ");
    text.append(String.join(", ", successors)).append('.');
    var off = offProvider(successors.getFirst());
    if (off != null) {
      text.append(" To switch %s on: %s.".formatted(off.name(), off.howToSwitchOn()));
    }
    return text.toString();
  }

  private String nearest(String model, List<String> successors) {
    var near = new NearNames(catalog).of(model);
    near.removeAll(successors);
    if (!near.isEmpty()) return "Nearest: " + String.join(", ", near) + ".";
    boolean demoOnly = catalog.providers().size() == 1;
    return demoOnly && successors.isEmpty()
        ? "To try the gateway without any key, ask for demo/echo."
        : "";
  }

  private @Nullable BuiltInProvider offProvider(String model) {
    int slash = model.indexOf('/');
    var row = slash <= 0 ? null : catalog.builtIn().row(model.substring(0, slash));
    return row == null || catalog.providers().containsKey(row.id()) ? null : row;
  }

  private String bare(String model) {
    int slash = model.indexOf('/');
    boolean prefixed = slash > 0 && catalog.builtIn().row(model.substring(0, slash)) != null;
    return prefixed ? model.substring(slash + 1) : model;
  }

  private @Nullable BuiltInProvider maker(String model) {
    for (var row : catalog.builtIn().rows().values()) if (row.makes(model)) return row;
    return null;
  }
}
