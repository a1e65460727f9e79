package io.llmcallgateway.edges;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a call costs by its vendor's own arithmetic, worked out from the vendor's own numbers:
/// nothing here is the gateway's. Prices are those of `PRICES`, in US dollars per million tokens.
final class VendorBill {
  private static final BigDecimal INPUT = new BigDecimal("3.1");
  private static final BigDecimal CACHE_READ = new BigDecimal("0.317");
  private static final BigDecimal CACHE_WRITE = new BigDecimal("3.9");
  private static final BigDecimal CACHE_WRITE_HOUR = new BigDecimal("6.3");
  private static final BigDecimal OUTPUT = new BigDecimal("15.7");
  private static final BigDecimal REASONING = new BigDecimal("12.37");

  /// The same prices for the gateway.
  static final String PRICES =
      """
      version: bill
      lists:
        bill:
          models:
            - name: some-model
              prices:
                - { input: "3.1", cache-read: "0.317", cache-write: "3.9", cache-write-hour: "6.3",
                    output: "15.7", reasoning: "12.37" }
      """;

  private final List<JsonNode> usages;

  private VendorBill(List<JsonNode> usages) {
    this.usages = usages;
  }

  /// Nano-USD, or -1 where the vendor told no tokens.
  static long of(Recording recording) {
    var bill = new VendorBill(recording.usages());
    if (bill.usages.isEmpty()) return -1;
    return switch (recording.api()) {
      case "messages", "rawPredict" -> bill.anthropic();
      case "generateContent" -> bill.gemini();
      case "converse" -> bill.bedrock();
      case "responses" -> bill.responses();
      case "chat-v2" -> bill.cohere();
      case "native-chat" ->
          bill.sum(bill.last("/prompt_eval_count"), 0, 0, 0, bill.last("/eval_count"), 0);
      default -> bill.chat(recording.provider());
    };
  }

  /// The last value that was told.
  private long last(String... paths) {
    for (var usage : usages.reversed()) {
      for (var path : paths) if (usage.at(path).isNumber()) return usage.at(path).asLong();
    }
    return 0;
  }

  /// https://docs.claude.com/en/docs/build-with-claude/prompt-caching: what was cached stands
  /// beside the input.
  private long anthropic() {
    long written = last("/cache_creation_input_tokens");
    long hour = last("/cache_creation/ephemeral_1h_input_tokens");
    long output = last("/output_tokens");
    long thought = last("/output_tokens_details/thinking_tokens");
    return sum(
        last("/input_tokens"),
        last("/cache_read_input_tokens"),
        written - hour,
        hour,
        output - thought,
        thought);
  }

  /// https://ai.google.dev/api/generate-content#UsageMetadata: the prompt holds what was cached,
  /// the candidates leave thoughts out.
  private long gemini() {
    long cached = last("/cachedContentTokenCount");
    long prompt = last("/promptTokenCount") + last("/toolUsePromptTokenCount");
    return sum(
        prompt - cached, cached, 0, 0, last("/candidatesTokenCount"), last("/thoughtsTokenCount"));
  }

  private long bedrock() {
    return sum(
        last("/inputTokens"),
        last("/cacheReadInputTokens", "/cacheReadInputTokenCount"),
        last("/cacheWriteInputTokens", "/cacheWriteInputTokenCount"),
        0,
        last("/outputTokens"),
        0);
  }

  private long responses() {
    long cached = last("/input_tokens_details/cached_tokens");
    long thought = last("/output_tokens_details/reasoning_tokens");
    return sum(
        last("/input_tokens") - cached, cached, 0, 0, last("/output_tokens") - thought, thought);
  }

  /// https://docs.cohere.com/docs/how-does-cohere-pricing-work: billed units are paid for.
  private long cohere() {
    return sum(last("/billed_units/input_tokens"), 0, 0, 0, last("/billed_units/output_tokens"), 0);
  }

  /// https://platform.openai.com/docs/api-reference/chat/object; xAI counts what was reasoned
  /// beside the completion (https://docs.x.ai/docs/guides/reasoning).
  private long chat(String provider) {
    long cached =
        last(
            "/prompt_tokens_details/cached_tokens",
            "/prompt_cache_hit_tokens",
            "/cached_tokens",
            "/num_cached_tokens");
    long written = last("/prompt_tokens_details/cache_write_tokens");
    long prompt = last("/prompt_tokens");
    long completion = last("/completion_tokens");
    long thought = last("/completion_tokens_details/reasoning_tokens", "/reasoning_tokens");
    boolean beside = provider.equals("xai") && last("/total_tokens") != prompt + completion;
    long said = beside ? completion : completion - thought;
    return sum(prompt - cached - written, cached, written, 0, said, thought);
  }

  private long sum(long input, long read, long written, long hour, long output, long reasoning) {
    long sum = 0;
    var counts = List.of(input, read, written, hour, output, reasoning);
    var prices =
        new ArrayList<>(
            List.of(INPUT, CACHE_READ, CACHE_WRITE, CACHE_WRITE_HOUR, OUTPUT, REASONING));
    for (int i = 0; i < counts.size(); i++) {
      var dollars = prices.get(i).multiply(BigDecimal.valueOf(counts.get(i))).movePointLeft(6);
      sum += dollars.setScale(9, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }
    return sum;
  }
}
