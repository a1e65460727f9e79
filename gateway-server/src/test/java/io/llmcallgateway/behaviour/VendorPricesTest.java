package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests costs of vendors that report more than sums of tokens, with the shipped prices: equal for
/// untouched and translated calls.
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
      oai: { dialect: openai, base-url: "%1$s/v1", api-key: k, prices: openai }
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
        "goo/gemini-2.5-flash | 5040000 | - | {'promptTokenCount':1000,"
            + "'candidatesTokenCount':1000,'totalTokenCount':2000,"
            + "'trafficType':'ON_DEMAND_PRIORITY'}",
        "goo/gemini-2.5-flash | 37800000 | - | {'promptTokenCount':1000,"
            + "'candidatesTokenCount':1000,'totalTokenCount':2000,"
            + "'webSearchQueries':['杭州天气','西湖']}",
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
    requireCost(target, nanos, returned, usage, null);
  }

  /// The service tier that the answer names: by its factor where the vendor publishes one, never at
  /// another's price. Each has a thousand tokens in and out.
  @ParameterizedTest
  @CsvSource({
    "oai/gpt-5.1, default, 11250000",
    "oai/gpt-5.1, flex, 5625000",
    "oai/gpt-5.1, priority, 22500000",
    "oai/gpt-5.1, scale, -1",
    "oai/gpt-4.1-nano, priority, 1000000",
    "oai/gpt-4o-mini, priority, -1", // no figure is published for this one
    "grok/grok-4.3, default, 3750000",
    "grok/grok-4.3, priority, 7500000",
    "az/gpt-5.1, default, 11250000",
    "az/gpt-5.1, priority, -1", // OpenAI's price, and Azure's own premium
    "az/grok-4.3, priority, -1",
    "aws/amazon.nova-pro-v1:0, default, 4000000",
    "aws/amazon.nova-pro-v1:0, priority, -1",
    "aws/amazon.nova-pro-v1:0, flex, -1",
    "aws/amazon.nova-pro-v1:0, reserved, -1",
    "ant/claude-opus-4-8, standard, 30000000",
    "ant/claude-opus-4-8, batch, 15000000",
    "ant/claude-opus-4-8, priority, -1"
  })
  void a_service_tier_has_its_factor_or_no_known_price(String target, String tier, long nanos)
      throws Exception {
    var usage =
        switch (dialect(target)) {
          case "anthropic" -> "{'input_tokens':1000,'output_tokens':1000}";
          case "bedrock" -> "{'inputTokens':1000,'outputTokens':1000}";
          default -> "{'prompt_tokens':1000,'completion_tokens':1000,'total_tokens':2000}";
        };
    requireCost(target, nanos, "-", usage, tier);
  }

  /// As it passes untouched and translated, plain and streamed.
  private static void requireCost(
      String target, long nanos, String returned, String usage, @Nullable String tier)
      throws Exception {
    var model = returned.equals("-") ? target.substring(target.indexOf('/') + 1) : returned;
    var answers = new VendorAnswers(model, usage.replace('\'', '"'), tier);
    var own =
        switch (dialect(target)) {
          case "openai" -> "chat";
          case "anthropic" -> "messages";
          default -> dialect(target);
        };
    for (var door : new TreeSet<>(List.of("chat", "messages", own))) {
      for (boolean stream : new boolean[] {false, true}) {
        upstream.reset();
        upstream.always(answers.script(dialect(target), stream));
        var got = gateway.post(path(door, target, stream), request(door, target, stream));
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        var record = gateway.awaitRecord(got);
        var what = "from %s, %s: ".formatted(door, stream ? "streamed" : "plain");
        var told = what + record.path("usage") + " " + record.path("cost");
        boolean known = nanos >= 0;
        assertThat(record.at("/cost/state").asString())
            .as(told)
            .isEqualTo(known ? "priced" : "unknown");
        if (known) assertThat(record.at("/cost/nano_usd").asLong(-1)).as(told).isEqualTo(nanos);
        if (!returned.equals("-")) {
          var named = "model " + returned.substring(0, 5);
          assertThat(record.at("/cost/prices").asString()).as(told).contains(named);
        }
        if (stream) continue;
        assertThat(got.header("x-gateway-cost"))
            .as(told)
            .isEqualTo(known ? Cost.dollars(nanos) : "unknown");
      }
    }
  }

  private static String dialect(String target) {
    return switch (target.substring(0, target.indexOf('/'))) {
      case "co" -> "cohere";
      case "ant" -> "anthropic";
      case "goo" -> "gemini";
      case "aws" -> "bedrock";
      default -> "openai";
    };
  }

  private static String path(String door, String target, boolean stream) {
    var encoded = target.replace("/", "%2F").replace(":", "%3A");
    return switch (door) {
      case "messages" -> "/v1/messages";
      case "cohere" -> "/v2/chat";
      case "gemini" ->
          "/v1beta/models/"
              + encoded
              + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
      case "bedrock" -> "/model/" + encoded + (stream ? "/converse-stream" : "/converse");
      default -> "/v1/chat/completions";
    };
  }

  private static String request(String door, String target, boolean stream) {
    return switch (door) {
      case "gemini" -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"你好\"}]}]}";
      case "bedrock" -> "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"你好\"}]}]}";
      default ->
          "{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}"
              .formatted(target, stream);
    };
  }
}
