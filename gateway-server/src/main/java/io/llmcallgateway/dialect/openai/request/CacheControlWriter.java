package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.CacheMark;
import tools.jackson.databind.node.ObjectNode;

/// Writes cache marks for the vendors of this format that take them; the others cache by
/// themselves.
final class CacheControlWriter {
  private CacheControlWriter() {}

  /// True if the target accepts OpenAI's own marks.
  static boolean areBreakpoints(ModelRules rules) {
    return rules.takes(Trait.PROMPT_CACHE_BREAKPOINT);
  }

  static void write(CacheMark mark, ObjectNode node, ModelRules rules, Losses losses) {
    if (areBreakpoints(rules)) {
      CacheBreakpoints.write(node);
      return;
    }
    if (!rules.takes(Trait.CACHE_CONTROL)) {
      losses.add("cache_control", "unsupported");
      return;
    }
    var control = node.putObject("cache_control").put("type", "ephemeral");
    if (mark == CacheMark.ONE_HOUR) control.put("ttl", mark.text());
  }
}
