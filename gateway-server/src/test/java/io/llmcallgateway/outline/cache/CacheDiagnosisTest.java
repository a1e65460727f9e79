package io.llmcallgateway.outline.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.bootstrap.AllDialects;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.outline.Outlines;
import io.llmcallgateway.outline.cache.CacheDiagnosis.Author;
import io.llmcallgateway.outline.cache.CacheDiagnosis.Reason;
import io.llmcallgateway.outline.cache.CacheDiagnosis.State;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests each reason of a missed prompt cache by a pair of calls.
final class CacheDiagnosisTest {
  private static final CachePolicies POLICIES = CachePolicies.load();
  private static final String SYSTEM = "规则".repeat(2_000);
  private static final String TOOL = "做事".repeat(500);

  /// A call that is described by what differs from the usual one.
  private static final class Made {
    String system = SYSTEM;
    String tool = TOOL;
    String first = "你好";
    String more = "";
    String parameters = "";
    String mark = "";
    String asked = "m";
    String sent = "m";
    String provider = "openai";
    String config = "a1";
    String rewritten = "";
    long at;
    Usage usage = new Usage(10_000, 0, 0, 0, 0, 0, 0, 0);

    Made read(long tokens) {
      usage = new Usage(Math.max(0, 10_100 - tokens), tokens, 0, 0, 0, 0, 0, 0);
      return this;
    }

    PromptCall call() {
      var client = body(system);
      var target = body(system + rewritten);
      return new PromptCall("id-" + at, at, asked, provider, sent, config, usage, client, target);
    }

    private PromptBody body(String system) {
      var json =
          """
          {"model":"m",%s"tools":[{"name":"f","description":"%s"}],
           "system":[{"type":"text","text":"%s"%s}],"messages":[
           {"role":"user","content":"%s"},{"role":"assistant","content":"在"}%s]}\
          """
              .formatted(parameters, tool, system, mark, first, more)
              .getBytes(UTF_8);
      var format = Objects.requireNonNull(new AllDialects().format("anthropic"));
      return new PromptBody(Body.of(json), Outlines.request(format, json, 0));
    }
  }

  private static Made later() {
    var later = new Made();
    later.at = 60_000;
    later.more = ",{\"role\":\"user\",\"content\":\"再说\"}";
    return later.read(0);
  }

  private static CacheDiagnosis diagnosed(Made earlier, Made later) {
    var policy = POLICIES.of(later.provider, later.provider);
    return CacheDiagnoser.of(earlier.call(), later.call(), policy);
  }

  private static void require(CacheDiagnosis diagnosis, State state, Author by, Reason why) {
    assertThat(diagnosis.state()).isEqualTo(state);
    assertThat(diagnosis.by()).isEqualTo(by);
    assertThat(diagnosis.why()).isEqualTo(why);
    assertThat(diagnosis.detail()).isNotEmpty();
  }

  @Test
  void what_was_read_is_a_hit() {
    var diagnosis = diagnosed(new Made(), later().read(9_984));
    require(diagnosis, State.HIT, Author.NONE, Reason.HIT);
    assertThat(diagnosis.expectedTokens()).isEqualTo(10_000);
    assertThat(diagnosis.against()).isEqualTo(new CacheDiagnosis.Against("id-0", 0, 60_000));
  }

  @Test
  void a_changed_tool_is_the_clients() {
    var later = later();
    later.tool = TOOL + "9";
    var diagnosis = diagnosed(new Made(), later);
    require(diagnosis, State.MISS, Author.CLIENT, Reason.CHANGED_TOOLS);
    var first = Objects.requireNonNull(diagnosis.first());
    assertThat(first.path()).isEqualTo("tools[0].description");
    assertThat(first.after()).endsWith("做事9");
    var body = later.call().client().bytes();
    assertThat(new String(body, first.at(), 2, UTF_8)).isEqualTo("9\"");
    assertThat(diagnosis.expectedTokens()).isBetween(5_000L, 9_000L);
    assertThat(diagnosis.lostTokens()).isEqualTo(diagnosis.expectedTokens());
  }

  @Test
  void a_changed_system_prompt_is_the_clients() {
    var later = later();
    later.system = "今天" + SYSTEM;
    var diagnosis = diagnosed(new Made(), later.read(1_500));
    require(diagnosis, State.PARTIAL, Author.CLIENT, Reason.CHANGED_SYSTEM);
    assertThat(Objects.requireNonNull(diagnosis.first()).path()).isEqualTo("system[0].text");
  }

  @Test
  void a_changed_message_is_the_clients() {
    var earlier = new Made();
    var later = later();
    later.first = "您好";
    require(diagnosed(earlier, later), State.MISS, Author.CLIENT, Reason.CHANGED_MESSAGE);
  }

  @Test
  void another_model_is_the_clients_or_the_gateways() {
    var later = later();
    later.sent = "n";
    require(diagnosed(new Made(), later), State.MISS, Author.GATEWAY, Reason.TARGET_CHANGED);
    later.asked = "n";
    require(diagnosed(new Made(), later), State.MISS, Author.CLIENT, Reason.CHANGED_MODEL);
    var elsewhere = later();
    elsewhere.provider = "deepseek";
    require(diagnosed(new Made(), elsewhere), State.MISS, Author.GATEWAY, Reason.TARGET_CHANGED);
  }

  @Test
  void a_parameter_of_the_prompt_is_the_clients() {
    var later = later();
    later.parameters = "\"tool_choice\":{\"type\":\"any\"},";
    var diagnosis = diagnosed(new Made(), later);
    require(diagnosis, State.MISS, Author.CLIENT, Reason.CHANGED_PARAMETERS);
    assertThat(Objects.requireNonNull(diagnosis.first()).path()).isEqualTo("tool_choice");
  }

  @Test
  void what_only_the_gateway_wrote_differently_is_the_gateways() {
    var later = later();
    later.rewritten = "。";
    var diagnosis = diagnosed(new Made(), later);
    require(diagnosis, State.MISS, Author.GATEWAY, Reason.RULE_CHANGED);
    assertThat(Objects.requireNonNull(diagnosis.first()).path()).isEqualTo("system[0].text");
    later.config = "b2";
    require(diagnosed(new Made(), later), State.MISS, Author.GATEWAY, Reason.CONFIG_CHANGED);
  }

  @Test
  void a_prompt_that_was_not_used_for_long_has_expired() {
    var later = later();
    later.at = 601_000;
    require(diagnosed(new Made(), later), State.MISS, Author.VENDOR, Reason.EXPIRED);
    var kept = new Made();
    kept.parameters = "\"prompt_cache_retention\":\"24h\",";
    later.parameters = kept.parameters;
    require(diagnosed(kept, later), State.MISS, Author.VENDOR, Reason.OTHER_ACCOUNT);
  }

  @Test
  void a_short_prompt_is_not_cached() {
    var earlier = new Made();
    earlier.usage = Usage.of(700, 5);
    var later = later();
    later.usage = Usage.of(710, 5);
    require(diagnosed(earlier, later), State.MISS, Author.VENDOR, Reason.TOO_SHORT);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-8, OTHER_ACCOUNT",
    "claude-haiku-4-5-20251001, TOO_SHORT",
    "us.anthropic.claude-opus-4-6-v1, TOO_SHORT"
  })
  void the_least_prompt_is_the_models(String model, Reason why) {
    var earlier = new Made();
    earlier.provider = "anthropic";
    earlier.sent = model;
    earlier.mark = ",\"cache_control\":{\"type\":\"ephemeral\"}";
    earlier.usage = Usage.of(3_000, 5);
    var later = later();
    later.provider = earlier.provider;
    later.sent = model;
    later.mark = earlier.mark;
    later.usage = Usage.of(3_100, 5);
    assertThat(diagnosed(earlier, later).why()).isEqualTo(why);
  }

  @Test
  void the_same_prompt_in_time_was_for_another_account() {
    require(diagnosed(new Made(), later()), State.MISS, Author.VENDOR, Reason.OTHER_ACCOUNT);
  }

  @Test
  void where_marks_are_needed_only_what_is_marked_is_expected() {
    var earlier = new Made();
    earlier.provider = "anthropic";
    var later = later();
    later.provider = "anthropic";
    require(diagnosed(earlier, later), State.MISS, Author.CLIENT, Reason.NOT_MARKED);
    earlier.mark = ",\"cache_control\":{\"type\":\"ephemeral\"}";
    later.mark = earlier.mark;
    later.at = 301_000;
    var expired = diagnosed(earlier, later);
    require(expired, State.MISS, Author.VENDOR, Reason.EXPIRED);
    assertThat(expired.expectedTokens()).isLessThan(10_000);
    earlier.mark = ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";
    later.mark = earlier.mark;
    require(diagnosed(earlier, later), State.MISS, Author.VENDOR, Reason.OTHER_ACCOUNT);
  }

  @Test
  void a_new_conversation_had_nothing_to_read() {
    var later = new Made();
    later.system = "别的";
    later.tool = "甲";
    later.first = "乙";
    var unlike = later.call();
    var earlier = new Made();
    var json = "{\"messages\":[{\"role\":\"user\",\"content\":\"丙\"}]}".getBytes(UTF_8);
    var format = Objects.requireNonNull(new AllDialects().format("anthropic"));
    var body = new PromptBody(Body.of(json), Outlines.request(format, json, 0));
    var call = new PromptCall("x", 0, "m", "openai", "m", "a1", earlier.usage, body, body);
    require(
        CacheDiagnoser.of(call, unlike, POLICIES.of("openai", "openai")),
        State.NONE,
        Author.NONE,
        Reason.NO_EARLIER_CALL);
    require(CacheDiagnoser.alone(0), State.NONE, Author.NONE, Reason.NO_EARLIER_CALL);
    require(CacheDiagnoser.alone(9), State.HIT, Author.NONE, Reason.HIT);
    require(CacheDiagnoser.unknown(), State.UNKNOWN, Author.NONE, Reason.BODIES_MISSING);
  }
}
