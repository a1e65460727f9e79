package io.llmcallgateway.dialect.gemini;

import static io.llmcallgateway.dialect.gemini.Kit.asked;
import static io.llmcallgateway.dialect.gemini.Kit.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.gemini.content.ThoughtSignatures;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThoughtSignaturesTest {
  private static final Signature FOREIGN =
      new Signature(Signature.OPENAI, true, "gAAAA-_密", "rs_1");

  @Test
  void googles_own_stay_as_they_are() {
    var own = new Signature(Signature.GEMINI, false, "AZ+/09==", null);

    assertThat(ThoughtSignatures.field(own)).isEqualTo("AZ+/09==");
    assertThat(ThoughtSignatures.open("AZ+/09==").callSignature()).isEqualTo(own);
    assertThat(ThoughtSignatures.open("no base64!").callSignature())
        .isEqualTo(new Signature(Signature.GEMINI, false, "no base64!", null));
  }

  @Test
  void others_survive_clients_that_decode_and_encode_bytes() {
    var bytes = Base64.getDecoder().decode(ThoughtSignatures.field(FOREIGN));

    for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding())) {
      assertThat(ThoughtSignatures.open(encoder.encodeToString(bytes)).callSignature())
          .isEqualTo(FOREIGN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_tool_loop_through_a_client_keeps_reasoning_that_it_did_not_see(boolean dropsThoughts) {
    var call = Part.ToolCall.of("t1", "查询", "{\"城\":\"上海\"}");
    var reasoning = new Part.Reasoning("先查", FOREIGN);
    var answer = answer(reasoning, Part.Text.of("好"), call);
    var asked =
        dropsThoughts
            ? "{\"contents\": \"问\"}"
            : "{\"contents\": \"问\", \"generationConfig\":"
                + " {\"thinkingConfig\": {\"includeThoughts\": true}}}";
    var content =
        json(Kit.DIALECT.writeAnswer(answer, asked(asked, false, ""))).at("/candidates/0/content");
    var parts = Kit.request("{\"contents\": [" + content + "]}").messages().getFirst().parts();

    assertThat(parts).containsExactly(reasoning, Part.Text.of("好"), call);
    assertThat(content.toString().contains("\"thought\":true")).isEqualTo(!dropsThoughts);
  }

  /// LangChain for Python sends calls and results by name alone.
  @Test
  void calls_after_a_thought_get_back_the_ids_that_a_client_dropped() {
    var first = Part.ToolCall.of("toolu_一", "查询", "{\"城\":\"北京\"}");
    var second = Part.ToolCall.of("toolu_二", "查询", "{\"城\":\"上海\"}");
    var answer = answer(new Part.Reasoning("先查", FOREIGN), first, second);
    var content = json(Kit.DIALECT.writeAnswer(answer, asked("{\"contents\": \"问\"}", false, "")));
    var sent = content.at("/candidates/0/content").toString().replaceAll("\"id\":\"toolu_.\",", "");
    var result = "{\"functionResponse\": {\"name\": \"查询\", \"response\": {\"output\": \"晴\"}}}";
    var back =
        "{\"contents\": [%s, {\"role\": \"user\", \"parts\": [%s, %s]}]}"
            .formatted(sent, result, result);
    var messages = Kit.request(back).messages();

    assertThat(sent).doesNotContain("toolu");
    assertThat(messages.getFirst().parts())
        .containsExactly(new Part.Reasoning("先查", FOREIGN), first, second);
    assertThat(messages.getLast().parts())
        .extracting(part -> ((Part.ToolResult) part).callId())
        .containsExactly("toolu_一", "toolu_二");
  }

  /// Vercel's AI SDK drops a part without text and puts its signature on the part before.
  @Test
  void what_a_call_carried_mends_thoughts_that_a_client_mixed_up() {
    var thought = new Part.Reasoning("先查", new Signature(Signature.ANTHROPIC, false, "c2ln", null));
    var hidden = new Part.Reasoning("", new Signature(Signature.ANTHROPIC, true, "eA==", null));
    var call = Part.ToolCall.of("t1", "f", "{}");
    var mixed =
        "{\"text\": \"先查\", \"thought\": true, \"thoughtSignature\": \"%s\"}"
            .formatted(
                ThoughtSignatures.field(new Signature(Signature.ANTHROPIC, true, "eA==", null)));
    var called =
        "{\"functionCall\": {\"id\": \"t1\", \"name\": \"f\"}, \"thoughtSignature\": \"%s\"}"
            .formatted(ThoughtSignatures.field("t1", List.of(thought, hidden), null, false));
    var content =
        "{\"contents\": [{\"role\": \"model\", \"parts\": [%s, {\"text\": \"好\"}, %s]}]}"
            .formatted(mixed, called);

    assertThat(Kit.request(content).messages().getFirst().parts())
        .containsExactly(thought, hidden, Part.Text.of("好"), call);
  }

  private static ChatAnswer answer(Part... parts) {
    var finish = Finish.of(FinishReason.TOOL_CALLS);
    var choice = new ChatAnswer.Choice(0, List.of(parts), finish, null, Extras.NONE);
    return new ChatAnswer("r", "m", 0, List.of(choice), null, null, Extras.NONE);
  }
}
