package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What vendors tell beside plain sums of tokens, by the prices that are shipped: the same cost as
/// it passes untouched, and translated.
@ExtendWith(LeakCheck.class)
final class VendorPricesTest {
  private static ScriptedUpstream upstream;
  private static RunningGateway gateway;

  private static String rows() {
    return """
      co: { dialect: cohere, base-url: "%1$s", api-key: k, prices: cohere }
      ant: { dialect: anthropic, base-url: "%1$s", api-key: k, prices: anthropic }
      goo: { dialect: gemini, base-url: "%1$s", api-key: k, prices: vertex_ai }
      aws: { dialect: bedrock, base-url: "%1$s", api-key: k, prices: bedrock }
      mis: { dialect: openai, base-url: "%1$s/v1", api-key: k, prices: mistral }
      az: { dialect: openai, base-url: "%1$s/v1", api-key: k, prices: azure }
      grok: { dialect: openai, base-url: "%1$s/v1", api-key: k, prices: xai }
      pplx: { dialect: openai, base-url: "%1$s/v1", api-key: k, prices: perplexity }
      route: { dialect: openai, base-url: "%1$s/v1", api-key: k, prices: openrouter }
    """
        .formatted(upstream.uri());
  }

  @BeforeAll
  static void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway = RunningGateway.on(upstream).yaml(rows()).start();
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  /// The target, how much it costs in nano-USD (-1 where that is unknown), the model that the
  /// answer names, and the members of its usage.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "co/command-a-03-2025 | 227500 | - | {'billed_units':{'input_tokens':7,'output_tokens':21},"
            + "'tokens':{'input_tokens':502,'output_tokens':24},'cached_tokens':448}",
        "grok/grok-3-mini | 250000 | grok-4.3 | {'prompt_tokens':100,'completion_tokens':50,"
            + "'total_tokens':150}",
        "az/my-deployment | 625000 | gpt-4o-2024-08-06 | {'prompt_tokens':50,"
            + "'completion_tokens':50,'total_tokens':100}",
        "mis/voxtral-small-latest | 43790 | - | {'prompt_tokens':11,'completion_tokens':15,"
            + "'total_tokens':401,'num_cached_tokens':9,"
            + "'prompt_tokens_details':{'audio_tokens':375}}",
        "ant/claude-opus-4-8 | 60000000 | - | {'input_tokens':1000,'output_tokens':1000,"
            + "'speed':'fast'}",
        "ant/claude-opus-4-8 | 33000000 | - | {'input_tokens':1000,'output_tokens':1000,"
            + "'speed':'standard','inference_geo':'us'}",
        "ant/claude-opus-4-8 | -1 | - | {'input_tokens':1000,'output_tokens':1000,"
            + "'inference_geo':'mars'}",
        "goo/gemini-2.5-flash | 1400000 | - | {'promptTokenCount':1000,"
            + "'candidatesTokenCount':1000,'totalTokenCount':2000,"
            + "'trafficType':'ON_DEMAND_FLEX'}",
        "goo/gemini-2.5-flash | 2800000 | - | {'promptTokenCount':1000,"
            + "'candidatesTokenCount':1000,'totalTokenCount':2000,'trafficType':'ON_DEMAND'}",
        "goo/gemini-2.5-flash | -1 | - | {'promptTokenCount':1000,"
            + "'candidatesTokenCount':1000,'totalTokenCount':2000,"
            + "'trafficType':'PROVISIONED_THROUGHPUT'}",
        "aws/us.anthropic.claude-opus-4-8 | 2758250000 | - | {'inputTokens':0,"
            + "'outputTokens':300,'cacheWriteInputTokens':250000,"
            + "'cacheDetails':[{'ttl':'1h','inputTokens':250000}]}",
        "aws/meta.llama3-1-8b-instruct-v1:0 | -1 | - | {'inputTokens':1,'outputTokens':3,"
            + "'cacheWriteInputTokens':25}",
        "pplx/sonar-pro | 10180000 | - | {'prompt_tokens':10,'completion_tokens':10,"
            + "'total_tokens':20,'search_context_size':'medium'}",
        "pplx/sonar-deep-research | 25261000 | - | {'prompt_tokens':33,'completion_tokens':1000,"
            + "'total_tokens':1033,'citation_tokens':98,'num_search_queries':2,"
            + "'reasoning_tokens':2333}",
        "route/openai/gpt-audio | 6402500 | - | {'prompt_tokens':101,'completion_tokens':50,"
            + "'total_tokens':151,'prompt_tokens_details':{'audio_tokens':100},"
            + "'completion_tokens_details':{'audio_tokens':50}}",
      })
  void a_call_costs_what_the_vendor_asks(String target, long nanos, String returned, String usage)
      throws Exception {
    for (var door : new String[] {"chat", "messages"}) {
      cost(door, target, nanos, returned, usage.replace('\'', '"'));
    }
    cost(
        switch (target.substring(0, target.indexOf('/'))) {
          case "co" -> "cohere";
          case "goo" -> "gemini";
          case "aws" -> "bedrock";
          default -> "chat";
        },
        target,
        nanos,
        returned,
        usage.replace('\'', '"'));
  }

  private static void cost(String door, String target, long nanos, String returned, String usage)
      throws Exception {
    upstream.reset();
    upstream.always(Scripts.json(answer(target, returned, usage)));
    var got = gateway.post(path(door, target), request(door, target));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var record = gateway.get("/admin/api/calls/" + got.header("x-request-id")).json();
    var told = door + ": " + record.path("usage") + " " + record.path("cost");
    if (nanos < 0) {
      assertThat(record.at("/cost/state").asString()).as(told).isEqualTo("unknown");
      assertThat(got.header("x-gateway-cost")).isEqualTo("unknown");
      return;
    }
    assertThat(record.at("/cost/nano_usd").asLong(-1)).as(told).isEqualTo(nanos);
    assertThat(new BigDecimal(got.header("x-gateway-cost")))
        .isEqualByComparingTo(BigDecimal.valueOf(nanos, 9));
    if (returned.equals("-")) return;
    assertThat(record.at("/cost/prices").asString()).contains("model " + returned.substring(0, 5));
  }

  private static String path(String door, String target) {
    var encoded = target.replace("/", "%2F").replace(":", "%3A");
    return switch (door) {
      case "messages" -> "/v1/messages";
      case "cohere" -> "/v2/chat";
      case "gemini" -> "/v1beta/models/" + encoded + ":generateContent";
      case "bedrock" -> "/model/" + encoded + "/converse";
      default -> "/v1/chat/completions";
    };
  }

  private static String request(String door, String target) {
    return switch (door) {
      case "gemini" -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"你好\"}]}]}";
      case "bedrock" -> "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"你好\"}]}]}";
      default ->
          "{\"model\":\""
              + target
              + "\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}";
    };
  }

  private static String answer(String target, String returned, String usage) {
    var model = returned.equals("-") ? target.substring(target.indexOf('/') + 1) : returned;
    return switch (target.substring(0, target.indexOf('/'))) {
      case "co" ->
          "{\"id\":\"x\",\"finish_reason\":\"COMPLETE\",\"message\":{\"role\":\"assistant\","
              + "\"content\":[{\"type\":\"text\",\"text\":\"好\"}]},\"usage\":"
              + usage
              + "}";
      case "ant" ->
          "{\"id\":\"x\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\""
              + model
              + "\",\"content\":[{\"type\":\"text\",\"text\":\"好\"}],\"stop_reason\":\"end_turn\","
              + "\"stop_sequence\":null,\"usage\":"
              + usage
              + "}";
      case "goo" ->
          "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"好\"}]},"
              + "\"finishReason\":\"STOP\",\"index\":0}],\"modelVersion\":\""
              + model
              + "\",\"usageMetadata\":"
              + usage
              + "}";
      case "aws" ->
          "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"好\"}]}},"
              + "\"stopReason\":\"end_turn\",\"usage\":"
              + usage
              + ",\"metrics\":{\"latencyMs\":1}}";
      default ->
          "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\""
              + model
              + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"好\"},"
              + "\"finish_reason\":\"stop\"}],\"usage\":"
              + usage
              + "}";
    };
  }
}
