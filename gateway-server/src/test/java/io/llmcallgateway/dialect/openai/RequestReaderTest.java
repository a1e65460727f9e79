package io.llmcallgateway.dialect.openai;

import static io.llmcallgateway.dialect.openai.Kit.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReaderTest {
  private static final String HI = "{\"role\":\"user\",\"content\":\"你好\"}";

  @Test
  void reads_every_kind_of_part() {
    var request =
        chat(
            """
            {"role":"developer","content":"守则"},
            {"role":"user","name":"小明","content":[
              {"type":"text","text":"看","cache_control":{"type":"ephemeral","ttl":"1h"}},
              {"type":"image_url","image_url":{"url":"https://a.cn/x.png","detail":"low"}},
              {"type":"image_url","image_url":{"url":"data:image/JPEG;base64,QUJD"}},
              {"type":"input_audio","input_audio":{"data":"QUJD","format":"mp3"}},
              {"type":"file","file":{"filename":"报告.pdf","file_data":"data:application/pdf;base64,QUJD"}},
              {"type":"file","file":{"file_id":"file-1"}},
              {"type":"novelty","x":1}]}
            """,
            "");
    assertThat(request.messages().getFirst().role()).isEqualTo(Role.DEVELOPER);
    var user = request.messages().get(1);
    assertThat(user.name()).isEqualTo("小明");
    var parts = user.parts();
    assertThat(((Part.Text) parts.getFirst()).cache()).isEqualTo(CacheMark.ONE_HOUR);
    var linked = (Part.Media) parts.get(1);
    assertThat(linked.source()).isEqualTo(new Part.Source.Url("https://a.cn/x.png"));
    assertThat(linked.detail()).isEqualTo("low");
    var inline = (Part.Media) parts.get(2);
    assertThat(inline.mediaType()).isEqualTo("image/jpeg");
    assertThat(inline.source()).isEqualTo(new Part.Source.Base64("QUJD"));
    assertThat(((Part.Media) parts.get(3)).mediaType()).isEqualTo("audio/mpeg");
    assertThat(((Part.Media) parts.get(4)).name()).isEqualTo("报告.pdf");
    assertThat(((Part.Media) parts.get(5)).source())
        .isEqualTo(new Part.Source.FileId("openai", "file-1"));
    assertThat(parts.get(6)).isInstanceOf(Part.Foreign.class);
  }

  @Test
  void reads_legacy_functions_as_tools() {
    var request =
        chat(
            HI
                + ",{\"role\":\"assistant\",\"content\":null,\"function_call\":{\"name\":\"查\",\"arguments\":\"\"}}"
                + ",{\"role\":\"function\",\"name\":\"查\",\"content\":\"晴\"}",
            ",\"functions\":[{\"name\":\"查\",\"parameters\":{\"type\":\"object\"}}],\"function_call\":{\"name\":\"查\"}");
    var call = request.messages().get(1).toolCalls().getFirst();
    var result = request.messages().get(2).toolResults().getFirst();
    assertThat(call.arguments()).isEqualTo("{}");
    assertThat(result.callId()).isEqualTo(call.id());
    assertThat(request.functions()).extracting(Tool.Function::name).containsExactly("查");
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Named("查"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"reasoning_effort\":\"high\"|ON|HIGH|",
        "\"reasoning_effort\":\"none\"|OFF|NONE|",
        "\"reasoning\":{\"effort\":\"low\"}|ON|LOW|",
        "\"reasoning\":{\"max_tokens\":2000}|ON||2000",
        "\"reasoning\":{\"enabled\":false}|OFF|NONE|",
        "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}|ON||4096",
        "\"thinking\":{\"type\":\"adaptive\"}|ADAPTIVE||",
        "\"enable_thinking\":false|OFF|NONE|",
        "\"enable_thinking\":true,\"thinking_budget\":100|ON||100",
      })
  void understands_every_vendor_s_words_for_reasoning(
      String member, ReasoningOptions.Mode mode, Effort effort, Long budget) {
    var reasoning = Objects.requireNonNull(chat(HI, "," + member).reasoning());
    assertThat(reasoning.mode()).isEqualTo(mode);
    assertThat(reasoning.effort()).isEqualTo(effort);
    assertThat(reasoning.budget()).isEqualTo(budget);
  }

  @Test
  void reasoning_comes_back_from_details_or_from_the_call_s_id() {
    var signature = new Signature(Signature.ANTHROPIC, false, "c2ln", null);
    var thought = new Part.Reasoning("想", signature);
    var sealed = SignatureEnvelope.intoId("call_1", List.of(thought), null);
    var calls =
        "\"tool_calls\":[{\"id\":\""
            + sealed
            + "\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]";
    var result = ",{\"role\":\"tool\",\"tool_call_id\":\"" + sealed + "\",\"content\":\"好\"}";
    var bare = chat(HI + ",{\"role\":\"assistant\",\"content\":\"说\"," + calls + "}" + result, "");
    assertThat(bare.messages().get(1).parts())
        .containsExactly(thought, Part.Text.of("说"), Part.ToolCall.of("call_1", "f", "{}"));
    assertThat(bare.messages().get(2).toolResults().getFirst().callId()).isEqualTo("call_1");
    var kept =
        chat(
            HI
                + ",{\"role\":\"assistant\",\"reasoning_content\":\"想\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"c2ln\",\"format\":\"anthropic-claude-v1\"}],"
                + calls
                + "}"
                + result,
            "");
    assertThat(kept.messages().get(1).parts())
        .containsExactly(thought, Part.ToolCall.of("call_1", "f", "{}"));
  }

  /// OpenAI's SDK for Node keeps of a streamed message's unknown members what came last.
  @Test
  void details_that_lost_an_entry_are_read_from_the_call_s_id() {
    var thought = new Part.Reasoning("想", new Signature(Signature.ANTHROPIC, false, "c2ln", null));
    var hidden = new Part.Reasoning("", new Signature(Signature.ANTHROPIC, true, "eA", null));
    var sealed = SignatureEnvelope.intoId("call_1", List.of(thought, hidden), null);
    var read =
        chat(
            HI
                + ",{\"role\":\"assistant\",\"reasoning_content\":\"尾\",\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"eA\",\"format\":\"anthropic-claude-v1\"}],\"tool_calls\":[{\"id\":\""
                + sealed
                + "\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\""
                + sealed
                + "\",\"content\":\"好\"}",
            "");
    assertThat(read.messages().get(1).parts())
        .containsExactly(thought, hidden, Part.ToolCall.of("call_1", "f", "{}"));
  }

  @Test
  void google_s_signature_stands_on_the_call() {
    var request =
        chat(
            HI
                + ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"extra_content\":{\"google\":{\"thought_signature\":\"R0VN\"}}}]}",
            "");
    assertThat(request.messages().get(1).toolCalls().getFirst().signature())
        .isEqualTo(new Signature(Signature.GEMINI, false, "R0VN", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"temperature\":\"热\"|temperature",
        "\"n\":0|n",
        "\"stop\":[1]|stop",
        "\"tool_choice\":\"maybe\"|tool_choice",
        "\"tools\":{}|tools",
        "\"tools\":[{\"type\":\"function\",\"function\":{}}]|tools[0].name",
        "\"response_format\":{\"type\":\"xml\"}|response_format.type",
        "\"reasoning_effort\":\"huge\"|reasoning_effort",
      })
  void names_the_member_at_fault(String member, String param) {
    var e = catchThrowableOfType(GatewayException.class, () -> chat(HI, "," + member));
    assertThat(e.failure().param()).isEqualTo(param);
  }

  @Test
  void keeps_what_it_does_not_know_for_its_own_kind() {
    var request = chat(HI, ",\"store\":true,\"web_search_options\":{\"a\":12345678901234567.25}");
    assertThat(request.extras().in("openai")).containsOnlyKeys("store", "web_search_options");
    assertThat(request.extras().in("anthropic")).isEmpty();
    var written = Kit.DIALECT.writeRequest(request, Kit.target(), Kit.losses()).body().utf8();
    assertThat(written).contains("{\"a\":12345678901234567.25}");
  }
}
