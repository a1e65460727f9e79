package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Holds an answer to a JSON format where the target does not: strips what models put around the
/// JSON and checks it. An answer that breaks the format is an error in strict mode, else a loss.
/// One answer, one thread.
final class FormatEnforcer {
  private static final Logger LOG = LoggerFactory.getLogger(FormatEnforcer.class);

  private final OutputFormat format;
  private final String provider;
  private final boolean strict;
  private final LossNotes losses;

  FormatEnforcer(OutputFormat format, String provider, boolean strict, LossNotes losses) {
    this.strict = strict;
    this.format = format;
    this.provider = provider;
    this.losses = losses;
  }

  /// The answer with bare JSON for text.
  ChatAnswer fit(ChatAnswer answer) {
    var choices = new ArrayList<ChatAnswer.Choice>(answer.choices().size());
    for (var choice : answer.choices()) {
      var bare = bare(choice);
      check(bare);
      choices.add(bare);
    }
    return answer.with(choices);
  }

  private static ChatAnswer.Choice bare(ChatAnswer.Choice choice) {
    var text = choice.text();
    if (text.isEmpty()) return choice;
    var unfenced = new CodeFenceStripper();
    var json = unfenced.take(text) + unfenced.end();
    if (read(json) == null) json = between(json);
    if (json.equals(text)) return choice;
    var parts = new ArrayList<Part>(choice.parts().size());
    boolean written = false;
    for (var part : choice.parts()) {
      if (!(part instanceof Part.Text)) {
        parts.add(part);
      } else if (!written) {
        parts.add(Part.Text.of(json));
        written = true;
      }
    }
    return choice.with(parts);
  }

  /// Returns the JSON between a model's words before and after it; the whole text where there is
  /// none.
  private static String between(String text) {
    int object = text.indexOf('{');
    int array = text.indexOf('[');
    int first = object < 0 ? array : array < 0 ? object : Math.min(object, array);
    int last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
    if (first < 0 || last < first) return text;
    var inner = text.substring(first, last + 1);
    return read(inner) == null ? text : inner;
  }

  private static @Nullable JsonNode read(String text) {
    try {
      var node = Json.MAPPER.readTree(text);
      return node.isMissingNode() ? null : node;
    } catch (JacksonException _) {
      return null;
    }
  }

  /// Only a whole answer in words has the format; a call of a tool, a refusal or a cut have none.
  void check(ChatAnswer.Choice choice) {
    var finish = choice.finish();
    boolean whole = finish != null && finish.reason() == FinishReason.STOP;
    if (!whole || choice.parts().stream().noneMatch(Part.Text.class::isInstance)) return;
    var problem = problem(choice.text());
    if (problem == null) return;
    if (strict) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR,
              provider,
              "The provider's model was told the response_format, which it cannot be held to, and"
                  + " its answer breaks it: "
                  + problem
                  + "."));
    }
    losses.add("response_format", "broken");
    LOG.warn("the answer of {} breaks the response_format that it was told: {}", provider, problem);
  }

  private @Nullable String problem(String text) {
    var value = read(text);
    if (value == null) return "it is not JSON";
    return switch (format) {
      case OutputFormat.JsonObject _ -> value.isObject() ? null : "it is not a JSON object";
      case OutputFormat.JsonSchema schema -> SchemaCheck.problem(schema.schema(), value);
    };
  }
}
