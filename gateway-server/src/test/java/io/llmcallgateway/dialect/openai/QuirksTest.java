package io.llmcallgateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.edges.Golden;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What each quirk changes of one request that has everything: a golden page of differences.
final class QuirksTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/quirks");

  /// Its rewriting is another dialect's.
  private static final EnumSet<Quirk> ELSEWHERE = EnumSet.of(Quirk.RESULTS_ALONE);

  private static ChatRequest everything() {
    var request = ChatRequest.of("acme-1");
    request.stream = true;
    request.maxTokens = 99L;
    request.choices = 2;
    request.user = "u";
    request.parallelToolCalls = false;
    request.cacheKey = "k";
    request.verbosity = "low";
    request.serviceTier = "flex";
    request.metadata.put("a", "b");
    request.stop.add("。");
    request.sampling =
        new Sampling(0.5, null, 40L, null, null, 7L, true, 2, Json.MAPPER.readTree("{\"5\":1}"));
    request.reasoning = ReasoningOptions.of(Effort.LOW);
    request.extras.put("store", Json.MAPPER.readTree("true"));
    for (var name : List.of("safe_prompt", "prediction", "guided_json", "safety_identifier")) {
      request.extras.put(name, Json.MAPPER.readTree("{}"));
    }
    request.extrasOf("openai");
    var schema = Json.MAPPER.readTree("{\"type\":\"object\"}");
    request.tools.add(
        new Tool.Function("f", "查", schema, true, CacheMark.FIVE_MINUTES, Extras.NONE));
    request.tools.add(new Tool.Function("g", "记", schema, null, null, Extras.NONE));
    request.toolChoice = new ToolChoice.Required();
    request.messages.add(Message.of(Role.DEVELOPER, "一"));
    request.messages.add(Message.of(Role.SYSTEM, "二"));
    request.messages.add(
        new Message(Role.USER, List.of(Part.Text.of("看"), Part.Text.of("图")), "ann", Extras.NONE));
    request.messages.add(
        Message.of(
            Role.USER,
            List.of(
                new Part.Text("这是", CacheMark.ONE_HOUR, List.of(), Extras.NONE),
                Part.Media.of(Part.Kind.IMAGE, new Part.Source.Base64("aGk="), "image/png"))));
    request.messages.add(
        Message.of(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("想", new Signature(Signature.GEMINI, false, "c2ln", null)),
                Part.Text.of("查。"),
                new Part.ToolCall(
                    "call_a1",
                    "f",
                    "{\"x\":1}",
                    new Signature(Signature.GEMINI, false, "Y2FsbA==", null),
                    null,
                    Extras.NONE))));
    request.messages.add(
        Message.of(
            Role.TOOL,
            List.of(
                new Part.ToolResult(
                    "call_a1", "f", List.of(Part.Text.of("晴")), false, null, Extras.NONE))));
    request.messages.add(Message.of(Role.SYSTEM, "简短"));
    request.messages.add(Message.of(Role.ASSISTANT, "好"));
    return request.build();
  }

  private static List<String> lines(Quirk... quirks) {
    return lines(Kit.target(quirks), Kit.losses());
  }

  private static List<String> lines(TargetModel target, Losses losses) {
    var written = Kit.write(everything(), target, losses);
    var page = Golden.pretty(Json.MAPPER.writeValueAsBytes(written));
    return ("losses: " + losses.report().header() + "\n" + page).lines().toList();
  }

  @Test
  void each_quirk_changes_what_it_is_for_and_nothing_else() throws IOException {
    var plain = lines();
    var page = new StringBuilder(String.join("\n", plain)).append("\n");
    for (var quirk : Quirk.values()) {
      var changes = changes(plain, lines(quirk));
      page.append("\n## ").append(quirk.text()).append('\n').append(changes);
      if (quirk.rewritesRequests() && !ELSEWHERE.contains(quirk)) {
        assertThat(changes).as(quirk.text()).isNotEmpty();
      }
      if (quirk.rewritesReplies()) assertThat(changes).as(quirk.text()).isEmpty();
    }
    Golden.check(FOLDER, "openai.request.txt", page.toString());
  }

  @Test
  void each_trait_changes_what_it_is_for_and_nothing_else() throws IOException {
    var plain = lines();
    var page = new StringBuilder();
    for (var trait : Trait.values()) {
      boolean taken = Traits.ALL.take(trait);
      var losses = Kit.losses();
      var target = taken ? Kit.refusing(trait) : Kit.accepting(trait);
      var changes = changes(plain, lines(target, losses));
      page.append(taken ? "\n## without " : "\n## with ").append(trait.text()).append('\n');
      page.append(changes);
    }
    Golden.check(FOLDER, "openai.traits.txt", page.toString());
  }

  /// The lines that went and those that came, by the longest common sequence.
  private static String changes(List<String> before, List<String> after) {
    var common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    var changes = new StringBuilder();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        changes.append("- ").append(before.get(i++)).append('\n');
      } else {
        changes.append("+ ").append(after.get(j++)).append('\n');
      }
    }
    return changes.toString();
  }
}
