package io.llmcallgateway.dialect.bedrock;

import static io.llmcallgateway.dialect.bedrock.Given.DIALECT;
import static io.llmcallgateway.dialect.bedrock.Given.inbound;
import static io.llmcallgateway.dialect.bedrock.Given.losses;
import static io.llmcallgateway.dialect.bedrock.Given.read;
import static io.llmcallgateway.dialect.bedrock.Given.rules;
import static io.llmcallgateway.dialect.bedrock.Given.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BedrockRequestReaderTest {
  private static final String AGENT =
      """
      {"system":[{"text":"Be brief."},{"cachePoint":{"type":"default","ttl":"1h"}}],
       "messages":[
        {"role":"user","content":[{"text":"天气如何?"},{"cachePoint":{"type":"default"}}]},
        {"role":"assistant","content":[
          {"reasoningContent":{"reasoningText":{"text":"I look.","signature":"c2ln"}}},
          {"reasoningContent":{"redactedContent":"aGlkZGVu"}},
          {"text":"Looking."},
          {"toolUse":{"toolUseId":"t1","name":"weather","input":{"city":"北京","n":1.10}}},
          {"toolUse":{"toolUseId":"t2","name":"now","input":{}}}]},
        {"role":"user","content":[
          {"toolResult":{"toolUseId":"t1","content":[{"json":{"celsius":20}},{"text":"sunny"}]}},
          {"toolResult":{"toolUseId":"t2","content":[{"text":"no clock"}],"status":"error"}},
          {"text":"And?"}]}],
       "inferenceConfig":{"maxTokens":2048,"temperature":0.5,"topP":0.9,"stopSequences":["END"]},
       "toolConfig":{"tools":[
          {"toolSpec":{"name":"weather","description":"The weather","inputSchema":{"json":
            {"type":"object","properties":{"city":{"type":"string"}}}}}},
          {"cachePoint":{"type":"default"}},
          {"toolSpec":{"name":"now","inputSchema":{"json":{"type":"object","properties":{}}}}}],
         "toolChoice":{"any":{}}},
       "additionalModelRequestFields":{"top_k":40,"anthropic_beta":["x-1"],
         "thinking":{"type":"enabled","budget_tokens":1500}},
       "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},
       "performanceConfig":{"latency":"optimized"},
       "requestMetadata":{"team":"a"},
       "serviceTier":{"type":"flex"}}
      """;

  @Test
  void the_path_names_the_model_and_the_body_the_last_words_of_the_user() {
    var in = inbound(AGENT, true);
    var facts = DIALECT.facts(in);
    assertThat(facts.model()).isEqualTo("us.amazon.nova-lite-v1:0");
    assertThat(facts.stream()).isTrue();
    assertThat(facts.modelSpan()).isNull();
    var said = facts.userText();
    assertThat(said == null ? "" : in.body().slice(said).utf8()).isEqualTo("\"And?\"");
    assertThat(DIALECT.forTarget(in.body(), facts, "other", true)).isSameAs(in.body());
  }

  @Test
  void reads_the_whole_of_an_agents_turn() {
    var request = read(AGENT);
    assertThat(request.messages())
        .extracting(message -> message.role())
        .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER);
    assertThat(request.messages().get(0).parts().getFirst())
        .isInstanceOfSatisfying(
            Part.Text.class, text -> assertThat(text.cache()).isEqualTo(CacheMark.ONE_HOUR));
    assertThat(request.messages().get(1).parts().getFirst())
        .isInstanceOfSatisfying(
            Part.Text.class, text -> assertThat(text.cache()).isEqualTo(CacheMark.FIVE_MINUTES));
    assertThat(request.messages().get(2).parts())
        .startsWith(
            new Part.Reasoning("I look.", new Signature(Signature.ANTHROPIC, false, "c2ln", null)),
            new Part.Reasoning("", new Signature(Signature.ANTHROPIC, true, "hidden", null)));
    assertThat(request.messages().get(2).toolCalls())
        .extracting(Part.ToolCall::arguments)
        .containsExactly("{\"city\":\"北京\",\"n\":1.10}", "{}");
    var results = request.messages().get(3).toolResults();
    assertThat(results.get(0).text()).isEqualTo("{\"celsius\":20}\nsunny");
    assertThat(results.get(1).error()).isTrue();
    assertThat(request.maxTokens()).isEqualTo(2048);
    assertThat(request.sampling().temperature()).isEqualTo(0.5);
    assertThat(request.sampling().topP()).isEqualTo(0.9);
    assertThat(request.sampling().topK()).isEqualTo(40);
    assertThat(request.stop()).containsExactly("END");
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Required());
    assertThat(request.functions())
        .extracting(Tool.Function::name, Tool.Function::cache)
        .containsExactly(tuple("weather", CacheMark.FIVE_MINUTES), tuple("now", null));
    assertThat(request.reasoning())
        .satisfies(
            options -> {
              assertThat(options == null ? null : options.mode()).isEqualTo(Mode.ON);
              assertThat(options == null ? null : options.budget()).isEqualTo(1500);
            });
    assertThat(request.metadata()).isEqualTo(Map.of("team", "a"));
    assertThat(request.serviceTier()).isEqualTo("flex");
    assertThat(request.extras().in("bedrock").keySet())
        .containsExactlyInAnyOrder(
            "guardrailConfig", "performanceConfig", "additionalModelRequestFields");
  }

  @Test
  void what_was_read_is_written_again_without_loss() {
    var losses = losses();
    var rules = rules().reasoning(ReasoningStyle.ADAPTIVE).build();
    var request =
        read(
            AGENT.replace("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1500}", "\"x\":1"));
    var again = written(request, rules, losses);
    var expected =
        Json.MAPPER.readTree(
            AGENT.replace("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1500}", "\"x\":1"));
    for (var member : expected.properties()) {
      assertThat(again.path(member.getKey())).as(member.getKey()).isEqualTo(member.getValue());
    }
    assertThat(losses.all()).isEmpty();
  }

  @Test
  void reads_media_of_every_kind() {
    var parts =
        read("""
        {"messages":[{"role":"user","content":[
          {"image":{"format":"png","source":{"bytes":"iVBORw0K"}}},
          {"document":{"format":"pdf","name":"报告 1","source":{"bytes":"JVBERi0x"}}},
          {"document":{"format":"txt","name":"notes","source":{"text":"words"}}},
          {"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://b/v.mp4",
            "bucketOwner":"111122223333"}}}},
          {"audio":{"format":"mp3","source":{"bytes":"SUQz"}}},
          {"guardContent":{"text":{"text":"watch me","qualifiers":["query"]}}},
          {"searchResult":{"source":"x","title":"y","content":[]}}]}]}
        """)
            .messages()
            .getFirst()
            .parts();
    assertThat(parts.subList(0, 5))
        .extracting(part -> part instanceof Part.Media media ? media.mediaType() : null)
        .containsExactly("image/png", "application/pdf", "text/plain", "video/mp4", "audio/mpeg");
    assertThat(parts.get(2))
        .isInstanceOfSatisfying(
            Part.Media.class,
            media -> assertThat(media.source()).isEqualTo(new Part.Source.Plain("words")));
    assertThat(parts.get(3))
        .isInstanceOfSatisfying(
            Part.Media.class,
            media -> assertThat(media.source()).isEqualTo(new Part.Source.Url("s3://b/v.mp4")));
    assertThat(parts.get(5))
        .isInstanceOfSatisfying(
            Part.Text.class, text -> assertThat(text.text()).isEqualTo("watch me"));
    assertThat(parts.get(6)).isInstanceOf(Part.Foreign.class);
  }

  @Test
  void reads_each_models_own_way_to_ask_for_reasoning() {
    assertThat(effort("{\"reasoning_effort\":\"low\"}")).isEqualTo(Effort.LOW);
    assertThat(
            effort("{\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"high\"}}"))
        .isEqualTo(Effort.HIGH);
    assertThat(
            effort("{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}}"))
        .isEqualTo(Effort.MAX);
    assertThat(effort("{\"reasoning_config\":{\"type\":\"disabled\"}}")).isEqualTo(Effort.NONE);
  }

  private static Effort effort(String fields) {
    var options =
        read("{\"messages\":[],\"additionalModelRequestFields\":" + fields + "}").reasoning();
    var effort = options == null ? null : options.effort();
    return effort == null ? Effort.MINIMAL : effort;
  }

  @Test
  void reads_a_schema_out_of_its_string() {
    var format =
        read("""
        {"messages":[],"outputConfig":{"textFormat":{"type":"json_schema","structure":
          {"jsonSchema":{"name":"city","schema":"{\\"type\\":\\"object\\"}"}}}}}
        """)
            .format();
    assertThat(format)
        .isInstanceOfSatisfying(
            OutputFormat.JsonSchema.class,
            schema -> {
              assertThat(schema.name()).isEqualTo("city");
              assertThat(schema.schema().toString()).isEqualTo("{\"type\":\"object\"}");
            });
  }

  /// Vercel's AI SDK asks Claude so.
  @Test
  void reads_a_schema_among_the_models_own_fields() {
    var request =
        read(
            """
            {"messages":[],"additionalModelRequestFields":{"output_config":{"effort":"low","format":
              {"type":"json_schema","schema":{"type":"object","title":"城市"}}}}}
            """);
    assertThat(request.format())
        .isInstanceOfSatisfying(
            OutputFormat.JsonSchema.class,
            schema -> assertThat(schema.schema().path("title").asString()).isEqualTo("城市"));
    var options = request.reasoning();
    assertThat(options == null ? null : options.effort()).isEqualTo(Effort.LOW);
    assertThat(request.extras().in("bedrock")).isEmpty();
  }

  @Test
  void says_which_member_is_wrong() {
    assertThat(fault("{\"messages\":[{\"role\":\"system\",\"content\":[]}]}"))
        .isEqualTo("messages[0].role");
    assertThat(fault("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
        .isEqualTo("messages[0].content");
    assertThat(fault("{\"messages\":[{\"role\":\"user\",\"content\":[{\"image\":{}}]}]}"))
        .isEqualTo("messages[0].content[0]");
    assertThat(fault("{\"system\":[]}")).isEqualTo("messages");
    assertThat(fault("{\"messages\":[],\"toolConfig\":{\"tools\":[{\"toolSpec\":{}}]}}"))
        .isEqualTo("toolConfig.tools[0].toolSpec.name");
    assertThat(fault("{\"messages\":[")).isEqualTo("");
    assertThat(fault("[]")).isEqualTo("");
  }

  private static String fault(String body) {
    var thrown = catchThrowableOfType(GatewayException.class, () -> read(body));
    assertThat(thrown.failure().status()).isEqualTo(400);
    var param = thrown.failure().param();
    return param == null ? "" : param;
  }
}
