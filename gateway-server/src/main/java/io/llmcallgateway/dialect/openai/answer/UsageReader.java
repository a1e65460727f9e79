package io.llmcallgateway.dialect.openai.answer;

import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.dialect.support.ReportedCost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.Usage.Billing;
import io.llmcallgateway.model.UsageSums;
import io.llmcallgateway.wire.JsonSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/// Reads a `usage` object in any of the spellings OpenAI-compatible vendors use for cached tokens
/// (`prompt_tokens_details.cached_tokens`, `prompt_cache_hit_tokens`, `cached_tokens`,
/// `num_cached_tokens`, `cache_read_input_tokens`). Values may be null or missing.
public final class UsageReader {
  private long input = -1;
  private long output = -1;
  private long total = -1;
  private long cached;
  private long written;
  private long inputAudio;
  private long citations;
  private long reasoning;
  private boolean apart;
  private long outputAudio;
  private long inputImage;
  private long outputImage;
  private long searches;
  private long reported = -1;
  private @Nullable String tier; // Mistral's stands here
  private @Nullable String searchContext; // Perplexity's

  private UsageReader() {}

  /// Returns the usage of a completion or a chunk: its own, Groq's, or Moonshot's in the choice;
  /// null if there is none.
  ///
  /// @param beside true if reasoning is counted beside `completion_tokens`, as xAI does; a total
  ///   that contradicts it is believed
  public static @Nullable Usage read(ChatCompletion completion, boolean beside) {
    var usage = read(completion.usage, beside);
    if (usage == null) usage = read(completion.groqUsage, beside);
    if (usage != null || completion.choices.isEmpty()) return usage;
    return read(completion.choices.getFirst().usage, beside);
  }

  private static @Nullable Usage read(@Nullable JsonSlice usage, boolean beside) {
    if (usage == null || !usage.isObject()) return null;
    try (var parser = usage.parser()) {
      parser.nextToken();
      var reader = new UsageReader();
      reader.readObject(parser, false, true);
      return reader.usage(beside);
    } catch (JacksonException _) {
      return null; // half a character in a member's name: better no usage than no answer
    }
  }

  private void readObject(JsonParser parser, boolean ofOutput, boolean outermost) {
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (token == START_OBJECT) {
        // the …_details objects hold names of their own
        readObject(parser, name.startsWith("completion"), false);
        continue;
      }
      if (!token.isNumeric()) {
        if (token == VALUE_STRING && name.equals("service_tier")) tier = parser.getString();
        if (token == VALUE_STRING && name.equals("search_context_size")) {
          searchContext = parser.getString();
        }
        parser.skipChildren();
        continue;
      }
      if (ReportedCost.isTold(name)) {
        reported = ReportedCost.nanos(name, parser.getDecimalValue());
        continue;
      }
      switch (name) {
        case "prompt_tokens" -> input = parser.getValueAsLong();
        case "completion_tokens" -> output = parser.getValueAsLong();
        case "total_tokens" -> total = parser.getValueAsLong();
        case "cached_tokens",
            "prompt_cache_hit_tokens",
            "num_cached_tokens",
            "cache_read_input_tokens" ->
            cached = Math.max(cached, parser.getValueAsLong());
        case "cache_write_tokens", "cache_creation_input_tokens" ->
            written = parser.getValueAsLong();
        case "audio_tokens" -> {
          if (ofOutput) outputAudio = parser.getValueAsLong();
          else inputAudio = parser.getValueAsLong();
        }
        case "image_tokens" -> {
          if (ofOutput) outputImage = parser.getValueAsLong();
          else inputImage = parser.getValueAsLong();
        }
        // Perplexity's, and Anthropic's as OpenRouter passes it on
        case "num_search_queries", "web_search_requests" -> searches = parser.getValueAsLong();
        case "citation_tokens" -> citations = parser.getValueAsLong(); // Perplexity's
        case "reasoning_tokens" -> {
          reasoning = parser.getValueAsLong();
          apart = outermost;
        }
        default -> {}
      }
    }
  }

  private @Nullable Usage usage(boolean beside) {
    if (input < 0 && output < 0 && total < 0) return null;
    long all = total;
    if (beside && total < 0) all = Math.max(input, 0) + Math.max(output, 0) + reasoning;
    return new UsageSums(
            input,
            output,
            all,
            cached,
            written,
            inputAudio,
            inputImage,
            reasoning,
            outputAudio,
            outputImage,
            apart)
        .usage()
        .billed(
            new Billing(
                Math.max(searches, 0),
                Math.max(citations, 0),
                reported,
                tier,
                List.of(),
                searchContext,
                null));
  }
}
