package io.llmcallgateway.dialect.gemini;

import static io.llmcallgateway.dialect.gemini.Kit.answer;
import static io.llmcallgateway.dialect.gemini.Kit.asked;
import static io.llmcallgateway.dialect.gemini.Kit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AnswersTest {
  private static final String ASKED =
      """
      {"contents": [{"parts": [{"text": "长江有多长？"}]}]}
      """;
  private static final String ASKED_FOR_THOUGHTS =
      """
      {"contents": [{"parts": [{"text": "长江有多长？"}]}],
       "generationConfig": {"thinkingConfig": {"includeThoughts": true}}}
      """;

  @Test
  void reads_text_usage_and_names() {
    var answer =
        answer(
            """
            {"candidates": [{"content": {"parts": [{"text": "约6300公里。"}], "role": "model"},
              "finishReason": "STOP", "index": 0}],
             "usageMetadata": {"promptTokenCount": 120, "cachedContentTokenCount": 100,
               "candidatesTokenCount": 9, "thoughtsTokenCount": 30, "toolUsePromptTokenCount": 7,
               "totalTokenCount": 166, "serviceTier": "standard"},
             "modelVersion": "river-2", "responseId": "abc"}
            """);

    assertThat(answer.id()).isEqualTo("abc");
    assertThat(answer.model()).isEqualTo("river-2");
    assertThat(answer.choices().getFirst().text()).isEqualTo("约6300公里。");
    assertThat(answer.choices().getFirst().finish())
        .isEqualTo(new Finish(FinishReason.STOP, "STOP", null));
    assertThat(answer.usage()).isEqualTo(new Usage(27, 100, 0, 0, 0, 9, 30, 0).served("standard"));
    assertThat(answer.usage()).extracting(Usage::total).isEqualTo(166L);
  }

  @Test
  void a_stop_with_calls_means_that_tools_are_wanted() {
    var answer =
        answer(
            """
            {"candidates": [{"content": {"parts": [
               {"functionCall": {"name": "tide", "args": {"port": "青岛", "level": 1.10}},
                "thoughtSignature": "c2ln"},
               {"functionCall": {"name": "now"}}], "role": "model"},
              "finishReason": "STOP", "index": 0}]}
            """);

    var choice = answer.choices().getFirst();
    assertThat(choice.finish()).extracting(Finish::reason).isEqualTo(FinishReason.TOOL_CALLS);
    var first = (Part.ToolCall) choice.parts().getFirst();
    var second = (Part.ToolCall) choice.parts().getLast();
    assertThat(first.arguments()).isEqualTo("{\"port\":\"青岛\",\"level\":1.10}");
    assertThat(first.signature()).isEqualTo(new Signature(Signature.GEMINI, false, "c2ln", null));
    assertThat(second.arguments()).isEqualTo("{}");
    assertThat(second.signature()).isNull();
    assertThat(List.of(first.id(), second.id())).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void a_blocked_prompt_is_an_empty_answer_of_the_content_filter() {
    var answer =
        answer(
            """
            {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"},
             "usageMetadata": {"promptTokenCount": 5, "totalTokenCount": 5}}
            """);

    var choice = answer.choices().getFirst();
    assertThat(choice.parts()).isEmpty();
    assertThat(choice.finish())
        .isEqualTo(new Finish(FinishReason.CONTENT_FILTER, "PROHIBITED_CONTENT", null));
    var back = json(Kit.DIALECT.writeAnswer(answer, asked(ASKED, false, "")));
    assertThat(back.path("promptFeedback").path("blockReason").asString())
        .isEqualTo("PROHIBITED_CONTENT");
    assertThat(back.has("candidates")).isFalse();
  }

  @Test
  void a_candidate_may_have_no_content() {
    var answer =
        answer(
            """
            {"candidates": [{"content": {}, "finishReason": "SAFETY", "safetyRatings": []},
                            {"finishReason": "MAX_TOKENS", "index": 1}]}
            """);

    assertThat(answer.choices()).extracting(ChatAnswer.Choice::parts).containsOnly(List.of());
    assertThat(answer.choices())
        .extracting(choice -> choice.finish() == null ? null : choice.finish().reason())
        .containsExactly(FinishReason.CONTENT_FILTER, FinishReason.LENGTH);
    var back = json(Kit.DIALECT.writeAnswer(answer, asked(ASKED, false, "")));
    assertThat(back.at("/candidates/0").has("safetyRatings")).isTrue();
    assertThat(back.at("/candidates/1/finishReason").asString()).isEqualTo("MAX_TOKENS");
  }

  @Test
  void thoughts_are_told_to_those_who_asked_for_them() {
    var answer =
        answer(
            """
            {"candidates": [{"content": {"parts": [
               {"text": "想一想。", "thought": true},
               {"text": "6300", "thoughtSignature": "c2ln"}]}, "finishReason": "STOP"}]}
            """);

    assertThat(answer.choices().getFirst().parts())
        .containsExactly(
            new Part.Reasoning("想一想。", null),
            Part.Text.of("6300"),
            new Part.Reasoning("", new Signature(Signature.GEMINI, false, "c2ln", null)));
    var shown = json(Kit.DIALECT.writeAnswer(answer, asked(ASKED_FOR_THOUGHTS, false, "")));
    assertThat(shown.at("/candidates/0/content/parts"))
        .isEqualTo(
            json(
                """
                [{"text": "想一想。", "thought": true},
                 {"text": "6300", "thoughtSignature": "c2ln"}]
                """));
    var hidden = json(Kit.DIALECT.writeAnswer(answer, asked(ASKED, false, "")));
    assertThat(hidden.at("/candidates/0/content/parts"))
        .isEqualTo(json("[{\"text\": \"6300\", \"thoughtSignature\": \"c2ln\"}]"));
  }

  @Test
  void an_answer_of_another_vendor_gets_the_calls_own_id_and_model() {
    var answer =
        new ChatAnswer(
            "",
            "",
            0,
            List.of(
                new ChatAnswer.Choice(
                    0,
                    List.of(Part.Text.of("是"), Part.ToolCall.of("call_1", "tide", "")),
                    Finish.of(FinishReason.TOOL_CALLS),
                    null,
                    Extras.NONE)),
            new Usage(10, 20, 5, 0, 0, 3, 4, 0),
            null,
            Extras.NONE);

    assertThat(json(Kit.DIALECT.writeAnswer(answer, asked(ASKED, false, ""))))
        .isEqualTo(
            json(
                """
                {"candidates": [{"content": {"parts": [{"text": "是"},
                    {"functionCall": {"id": "call_1", "name": "tide", "args": {}}}],
                    "role": "model"}, "finishReason": "STOP", "index": 0}],
                 "usageMetadata": {"promptTokenCount": 35, "candidatesTokenCount": 3,
                   "totalTokenCount": 42, "cachedContentTokenCount": 20, "thoughtsTokenCount": 4,
                   "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 35}]},
                 "modelVersion": "target-model",
                 "responseId": "0192f0c1-2b3c-7d4e-8f50-617283940a1b"}
                """));
  }

  @Test
  void sources_come_with_positions_in_characters() {
    var answer =
        answer(
            """
            {"candidates": [{"content": {"parts": [{"text": "长江约6300公里。见报告"}]},
              "finishReason": "STOP", "groundingMetadata": {
                "groundingChunks": [{"web": {"uri": "https://a.example", "title": "甲"}}],
                "groundingSupports": [{"segment": {"endIndex": 22, "text": "长江约6300公里。"},
                  "groundingChunkIndices": [0]}]}}]}
            """);

    var text = (Part.Text) answer.choices().getFirst().parts().getFirst();
    assertThat(text.citations())
        .singleElement()
        .satisfies(
            citation -> {
              assertThat(citation.url()).isEqualTo("https://a.example");
              assertThat(text.text().substring(citation.start(), citation.end()))
                  .isEqualTo("长江约6300公里。");
            });
  }

  @Test
  void log_probabilities_cross_both_ways() {
    var theirs =
        """
        {"topCandidates": [{"candidates": [{"token": "是", "logProbability": -0.1},
            {"token": "否", "logProbability": -2.5}]}],
         "chosenCandidates": [{"token": "是", "logProbability": -0.1}]}
        """;
    var answer =
        answer(
            """
            {"candidates": [{"content": {"parts": [{"text": "是"}]}, "finishReason": "STOP",
              "logprobsResult": %s}]}
            """
                .formatted(theirs));

    var logprobs = Objects.requireNonNull(answer.choices().getFirst().logprobs());
    assertThat(logprobs.at("/content/0/top_logprobs/1/token").asString()).isEqualTo("否");
    var back = json(Kit.DIALECT.writeAnswer(answer, asked(ASKED, false, "")));
    assertThat(back.at("/candidates/0/logprobsResult")).isEqualTo(json(theirs));
  }

  @Test
  void an_error_in_place_of_an_answer_is_told_as_one() {
    assertThatThrownBy(
            () ->
                answer(
                    """
                    [{"error": {"code": 503, "message": "模型过载", "status": "UNAVAILABLE"}}]
                    """))
        .isInstanceOfSatisfying(
            GatewayException.class,
            thrown -> {
              assertThat(thrown.failure().kind()).isEqualTo(Failure.Kind.OVERLOADED);
              assertThat(thrown.failure().message()).isEqualTo("模型过载");
            });
    assertThatThrownBy(() -> answer("<html>Bad gateway</html>"))
        .isInstanceOfSatisfying(
            GatewayException.class,
            thrown -> assertThat(thrown.failure().kind()).isEqualTo(Failure.Kind.UPSTREAM_ERROR));
  }
}
