package io.llmcallgateway.relay;

import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;

/// Tells what becomes of a client's `anthropic-beta` at a target: the clouds refuse flags that they
/// do not know, and other formats have no place for any.
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

  /// Those that the target takes; the others are told.
  static List<String> kept(
      Headers client, TargetDialect dialect, TargetModel target, Losses losses) {
    var asked = client.first(HEADER);
    if (asked == null) return List.of();
    var kept = new ArrayList<String>();
    for (var each : asked.split(",", -1)) {
      var beta = each.strip();
      if (beta.isEmpty()) continue;
      if (dialect.takesBeta(beta, target.rules())) kept.add(beta);
      else if (begins(WEIGHTY, beta)) losses.changesMeaning(HEADER + "." + beta, "unsupported");
      else if (!begins(IDLE, beta)) losses.add(HEADER + "." + beta, "unsupported");
    }
    return kept;
  }

  private static boolean begins(List<String> starts, String beta) {
    for (var start : starts) if (beta.startsWith(start)) return true;
    return false;
  }

  /// The client's headers with these betas alone.
  static Headers only(Headers headers, List<String> kept) {
    if (headers.first(HEADER) == null) return headers;
    var others =
        headers.all().stream().filter(header -> !header.name().equalsIgnoreCase(HEADER)).toList();
    var rest = new Headers(others);
    return kept.isEmpty() ? rest : rest.and(Headers.of(HEADER, String.join(",", kept)));
  }

  /// The request with the betas in it, for a format that has them in its body.
  static ChatRequest inBody(ChatRequest request, List<String> kept) {
    if (kept.isEmpty() || !request.extras().dialect().equals("anthropic")) return request;
    var edited = request.edit();
    var list = Json.MAPPER.createArrayNode();
    kept.forEach(list::add);
    edited.extras.put("anthropic_beta", list);
    return edited.build();
  }
}
