package io.llmcallgateway.relay.translation;

import static java.util.function.Predicate.not;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Selects the flags of a client's `anthropic-beta` header that a target gets: the clouds refuse
/// flags that they do not know, and other formats have no member for any.
final class ClientBetas {
  static final String HEADER = "anthropic-beta";

  /// They say who is calling, or are no longer needed.
  private static final List<String> IDLE = List.of("claude-code-", "oauth-", "prompt-caching-");

  /// Without them the answer would be of another context or other tools.
  private static final List<String> WEIGHTY =
      List.of(
          "context-1m-",
          "context-management-",
          "compact-",
          "mcp-client-",
          "files-api-",
          "code-execution-",
          "computer-use-",
          "skills-",
          "advanced-tool-use-");

  private ClientBetas() {}

  /// Returns the flags that the target takes, by its names of them; the others become losses.
  ///
  /// @param longContext whether the model's name asks for one more
  static List<String> kept(Headers client, boolean longContext, TargetModel target, Losses losses) {
    var kept = new ArrayList<String>();
    for (var beta : asked(client)) {
      var taken = taken(beta, target);
      if (taken != null) {
        if (!kept.contains(taken)) kept.add(taken);
      } else if (begins(WEIGHTY, beta)) losses.changesMeaning(HEADER + "." + beta, "unsupported");
      else if (!begins(IDLE, beta)) losses.add(HEADER + "." + beta, "unsupported");
    }
    if (!longContext || kept.contains(LongContext.BETA)) return kept;
    if (taken(LongContext.BETA, target) != null) kept.add(LongContext.BETA);
    else losses.add("model" + LongContext.SUFFIX, "unsupported");
    return kept;
  }

  /// Returns the flags of a token count: clouds refuse there what they take of calls
  /// (anthropics/claude-code#11154), and counts do not hang on them.
  static List<String> counting(Headers client, boolean longContext, TargetModel target) {
    if (!takesAll(target)) return List.of();
    return kept(client, longContext, target, new Losses(false, ""));
  }

  /// Returns whether the target judges betas itself.
  static boolean takesAll(TargetModel target) {
    return target.rules().serving().takesAllBetas() && !refuses(target);
  }

  private static boolean refuses(TargetModel target) {
    return target.rules().traits().refused().contains(Trait.ANTHROPIC_BETAS);
  }

  private static @Nullable String taken(String beta, TargetModel target) {
    return refuses(target) ? null : target.rules().serving().beta(beta);
  }

  private static List<String> asked(Headers client) {
    var header = client.first(HEADER);
    if (header == null) return List.of();
    return Stream.of(header.split(",", -1))
        .map(String::strip)
        .filter(not(String::isEmpty))
        .toList();
  }

  private static boolean begins(List<String> starts, String beta) {
    for (var start : starts) if (beta.startsWith(start)) return true;
    return false;
  }

  /// The headers with these betas alone.
  static Headers only(Headers headers, List<String> kept) {
    if (headers.first(HEADER) == null && kept.isEmpty()) return headers;
    var others =
        headers.all().stream().filter(header -> !header.name().equalsIgnoreCase(HEADER)).toList();
    var rest = new Headers(others);
    return kept.isEmpty() ? rest : rest.and(Headers.of(HEADER, String.join(",", kept)));
  }

  /// The request with the betas in it, for a format that has them in its body.
  static ChatRequest inBody(ChatRequest request, List<String> kept) {
    if (kept.isEmpty()) return request;
    var edited = request.edit();
    var list = Json.MAPPER.createArrayNode();
    kept.forEach(list::add);
    edited.extras.put("anthropic_beta", list);
    return edited.build();
  }
}
