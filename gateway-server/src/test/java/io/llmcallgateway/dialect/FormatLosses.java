package io.llmcallgateway.dialect;

import static io.llmcallgateway.edges.EdgeDialect.ANTHROPIC;
import static io.llmcallgateway.edges.EdgeDialect.BEDROCK;
import static io.llmcallgateway.edges.EdgeDialect.COHERE;
import static io.llmcallgateway.edges.EdgeDialect.GEMINI;
import static io.llmcallgateway.edges.EdgeDialect.OPENAI;
import static io.llmcallgateway.edges.EdgeDialect.RESPONSES;

import io.llmcallgateway.edges.EdgeDialect;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a format cannot say, or says in other words: the one list of what may differ when something
/// was written and read again without a word among the losses. Anything else is a bug.
final class FormatLosses {
  private static final Set<EdgeDialect> BUDGETS = EnumSet.of(ANTHROPIC, GEMINI, BEDROCK, COHERE);

  /// One way in which formats say less.
  private record OfRequest(
      Set<EdgeDialect> formats, String reason, Consumer<ChatRequest.Builder> lose) {}

  private static final List<OfRequest> OF_REQUESTS =
      List.of(
          new OfRequest(
              EnumSet.of(OPENAI, RESPONSES, COHERE),
              "no member says that a tool failed: its words do",
              request -> parts(request, FormatLosses::failedInWords)),
          new OfRequest(
              EnumSet.of(OPENAI),
              "chat completions take no reasoning back, as the losses tell",
              request -> parts(request, part -> part instanceof Part.Reasoning ? null : part)),
          new OfRequest(
              EnumSet.of(COHERE),
              "reasoning has no signature, as the losses tell",
              request -> parts(request, FormatLosses::unsigned)),
          new OfRequest(
              EnumSet.of(COHERE),
              "texts alone are one string",
              request -> request.messages.replaceAll(FormatLosses::joinedTexts)),
          new OfRequest(
              EnumSet.of(OPENAI, ANTHROPIC, BEDROCK, COHERE),
              "a choice among some tools is these tools alone",
              FormatLosses::onlyAllowed),
          new OfRequest(
              EnumSet.of(COHERE),
              "one named tool is that tool alone, and required",
              FormatLosses::onlyNamed),
          new OfRequest(
              EnumSet.of(GEMINI, ANTHROPIC),
              "one of one is that one",
              request -> {
                if (request.toolChoice instanceof ToolChoice.Allowed(var names, var required)
                    && required
                    && names.size() == 1) {
                  request.toolChoice = new ToolChoice.Named(names.getFirst());
                }
              }),
          new OfRequest(
              EnumSet.of(OPENAI, ANTHROPIC, BEDROCK, COHERE),
              "any of some is any of these that were sent",
              request -> {
                if (request.toolChoice instanceof ToolChoice.Allowed allowed) {
                  request.toolChoice =
                      allowed.required() ? new ToolChoice.Required() : new ToolChoice.Auto();
                }
              }),
          new OfRequest(
              EnumSet.of(ANTHROPIC),
              "one call at a time is said with the choice, and is nothing where none may be called",
              request -> {
                if (request.toolChoice instanceof ToolChoice.None) request.parallelToolCalls = null;
                boolean single = Boolean.FALSE.equals(request.parallelToolCalls);
                if (single && request.toolChoice == null)
                  request.toolChoice = new ToolChoice.Auto();
              }),
          new OfRequest(
              EnumSet.of(BEDROCK, COHERE, GEMINI),
              "auto is what nothing says",
              request -> {
                if (request.toolChoice instanceof ToolChoice.Auto) request.toolChoice = null;
              }),
          new OfRequest(
              EnumSet.of(BEDROCK),
              "it has no choice of none: without calls before, no tools are sent",
              request -> {
                boolean none = request.toolChoice instanceof ToolChoice.None;
                boolean called =
                    request.messages.stream().anyMatch(it -> !it.toolCalls().isEmpty());
                if (!none || called) return;
                request.tools.clear();
                request.toolChoice = null;
                request.parallelToolCalls = null;
              }),
          new OfRequest(
              EnumSet.of(COHERE),
              "strictness is one member for all tools",
              request -> {
                if (request.tools.stream().noneMatch(FormatLosses::isStrict)) return;
                request.tools.replaceAll(tool -> strict(tool, true));
              }),
          new OfRequest(
              BUDGETS,
              "an effort is told as the budget it amounts to",
              request -> {
                var asked = request.reasoning;
                if (asked == null || asked.mode() == ReasoningOptions.Mode.OFF) return;
                request.reasoning =
                    ReasoningOptions.ofBudget(Objects.requireNonNull(asked.asBudget()));
              }),
          new OfRequest(
              EnumSet.of(OPENAI, RESPONSES),
              "a budget is told as the effort it amounts to",
              request -> {
                var asked = request.reasoning;
                if (asked == null) return;
                request.reasoning = ReasoningOptions.of(Objects.requireNonNull(asked.asEffort()));
              }),
          new OfRequest(
              EnumSet.of(ANTHROPIC, BEDROCK),
              "a model with budgets reasons only where it is told to",
              request -> {
                var asked = request.reasoning;
                boolean off = asked != null && asked.mode() == ReasoningOptions.Mode.OFF;
                if (off) request.reasoning = null;
              }),
          new OfRequest(
              EnumSet.of(ANTHROPIC),
              "a limit must be named, with room for what is reasoned before",
              request -> {
                if (request.maxTokens != null) return;
                long limit = ANTHROPIC.rules.defaultMaxTokens();
                var asked = request.reasoning;
                var budget = asked == null ? null : asked.asBudget();
                request.maxTokens = budget == null || budget < limit ? limit : budget + limit;
              }),
          new OfRequest(
              EnumSet.of(BEDROCK),
              "a limit has room for what is reasoned before, where none is named",
              request -> {
                var asked = request.reasoning;
                var budget = asked == null ? null : asked.asBudget();
                if (request.maxTokens != null || budget == null) return;
                request.maxTokens = budget + BEDROCK.rules.defaultMaxTokens();
              }),
          new OfRequest(
              EnumSet.of(ANTHROPIC),
              "no penalty is what it has",
              request -> {
                var sampling = request.sampling;
                request.sampling =
                    new Sampling(
                        sampling.temperature(),
                        sampling.topP(),
                        sampling.topK(),
                        nonZero(sampling.frequencyPenalty()),
                        nonZero(sampling.presencePenalty()),
                        sampling.seed(),
                        sampling.logprobs(),
                        sampling.topLogprobs(),
                        sampling.logitBias());
              }),
          new OfRequest(
              EnumSet.of(ANTHROPIC, GEMINI, COHERE),
              "a form has no name and no description, and is held to",
              request -> {
                if (request.format instanceof OutputFormat.JsonSchema form) {
                  request.format = new OutputFormat.JsonSchema("answer", null, form.schema(), null);
                }
              }),
          new OfRequest(
              EnumSet.of(BEDROCK),
              "a form is held to",
              request -> {
                if (request.format instanceof OutputFormat.JsonSchema form) {
                  request.format =
                      new OutputFormat.JsonSchema(
                          form.name(), form.description(), form.schema(), null);
                }
              }));

  /// One way in which formats say less of an answer.
  private record OfAnswer(
      Set<EdgeDialect> formats, String reason, UnaryOperator<ChatAnswer> lose) {}

  private static final List<OfAnswer> OF_ANSWERS =
      List.of(
          new OfAnswer(
              EnumSet.of(ANTHROPIC, GEMINI, BEDROCK, COHERE),
              "a refusal's words are a text",
              answer ->
                  with(
                      answer,
                      part -> part instanceof Part.Refusal it ? Part.Text.of(it.text()) : part)),
          new OfAnswer(
              EnumSet.of(RESPONSES),
              "an item has an id, made where the vendor gave none",
              answer -> with(answer, FormatLosses::withoutId)),
          new OfAnswer(
              EnumSet.of(COHERE),
              "reasoning has no signature",
              answer -> with(answer, FormatLosses::unsigned)),
          new OfAnswer(
              EnumSet.of(ANTHROPIC),
              "one word is for both, the filter's and the model's refusal",
              answer -> ended(answer, FinishReason.CONTENT_FILTER, FinishReason.REFUSAL)),
          new OfAnswer(
              EnumSet.of(GEMINI, BEDROCK),
              "one word is for both, the filter's and the model's refusal",
              answer -> ended(answer, FinishReason.REFUSAL, FinishReason.CONTENT_FILTER)),
          new OfAnswer(
              EnumSet.of(COHERE),
              "no word is for a refusal or a filter",
              answer ->
                  ended(
                      ended(answer, FinishReason.REFUSAL, FinishReason.STOP),
                      FinishReason.CONTENT_FILTER,
                      FinishReason.STOP)),
          new OfAnswer(
              EnumSet.of(BEDROCK),
              "reasoning is counted as output",
              answer -> {
                var usage = answer.usage();
                if (usage == null) return answer;
                return counted(
                    answer,
                    new Usage(
                        usage.input(),
                        usage.cacheRead(),
                        usage.cacheWrite(),
                        usage.cacheWriteHour(),
                        usage.inputAudio(),
                        usage.completionTokens(),
                        0,
                        0));
              }));

  private FormatLosses() {}

  /// What a request still says after it was written in that format.
  static ChatRequest left(EdgeDialect format, ChatRequest request) {
    var left = request.edit();
    for (var loss : OF_REQUESTS) if (loss.formats().contains(format)) loss.lose().accept(left);
    return left.build();
  }

  /// What an answer still says after it was written in that format.
  static ChatAnswer left(EdgeDialect format, ChatAnswer answer) {
    var left = answer;
    for (var loss : OF_ANSWERS) if (loss.formats().contains(format)) left = loss.lose().apply(left);
    return left;
  }

  private static void parts(ChatRequest.Builder request, UnaryOperator<@Nullable Part> change) {
    request.messages.replaceAll(message -> message.with(changed(message.parts(), change)));
  }

  private static List<Part> changed(List<Part> parts, UnaryOperator<@Nullable Part> change) {
    var all = new ArrayList<Part>();
    for (var part : parts) {
      var other = change.apply(part);
      if (other != null) all.add(other);
    }
    return all;
  }

  private static @Nullable Part failedInWords(@Nullable Part part) {
    if (!(part instanceof Part.ToolResult result) || !result.error()) return part;
    var text = result.text();
    var words = text.regionMatches(true, 0, "error", 0, 5) ? text : "Error: " + text;
    return new Part.ToolResult(
        result.callId(),
        result.name(),
        List.of(Part.Text.of(words)),
        false,
        result.cache(),
        result.extras());
  }

  private static @Nullable Part unsigned(@Nullable Part part) {
    return part instanceof Part.Reasoning it ? new Part.Reasoning(it.text(), null) : part;
  }

  private static @Nullable Part withoutId(@Nullable Part part) {
    if (!(part instanceof Part.Reasoning it) || it.signature() == null) return part;
    var signature = it.signature();
    return new Part.Reasoning(
        it.text(),
        new Signature(signature.family(), signature.encrypted(), signature.data(), null));
  }

  private static Message joinedTexts(Message message) {
    boolean texts = message.parts().stream().allMatch(Part.Text.class::isInstance);
    if (message.role() != Message.Role.USER || !texts) return message;
    return message.with(List.of(Part.Text.of(message.text())));
  }

  private static void onlyAllowed(ChatRequest.Builder request) {
    if (request.toolChoice instanceof ToolChoice.Allowed allowed) {
      request.tools.removeIf(
          tool -> tool instanceof Tool.Function it && !allowed.names().contains(it.name()));
    }
  }

  private static void onlyNamed(ChatRequest.Builder request) {
    if (!(request.toolChoice instanceof ToolChoice.Named named)) return;
    request.tools.removeIf(
        tool -> tool instanceof Tool.Function it && !named.name().equals(it.name()));
    request.toolChoice = new ToolChoice.Required();
  }

  private static boolean isStrict(Tool tool) {
    return tool instanceof Tool.Function function && Boolean.TRUE.equals(function.strict());
  }

  private static Tool strict(Tool tool, boolean strict) {
    return tool instanceof Tool.Function it
        ? new Tool.Function(
            it.name(), it.description(), it.schema(), strict, it.cache(), it.extras())
        : tool;
  }

  private static @Nullable Double nonZero(@Nullable Double value) {
    return value == null || value == 0 ? null : value;
  }

  private static ChatAnswer with(ChatAnswer answer, UnaryOperator<@Nullable Part> change) {
    return choices(
        answer,
        choice ->
            new ChatAnswer.Choice(
                choice.index(),
                changed(choice.parts(), change),
                choice.finish(),
                choice.logprobs(),
                choice.extras()));
  }

  private static ChatAnswer ended(ChatAnswer answer, FinishReason from, FinishReason to) {
    return choices(
        answer,
        choice -> {
          var finish = choice.finish();
          if (finish == null || finish.reason() != from) return choice;
          return new ChatAnswer.Choice(
              choice.index(), choice.parts(), Finish.of(to), choice.logprobs(), choice.extras());
        });
  }

  private static ChatAnswer choices(ChatAnswer answer, UnaryOperator<ChatAnswer.Choice> change) {
    return new ChatAnswer(
        answer.id(),
        answer.model(),
        answer.created(),
        answer.choices().stream().map(change).toList(),
        answer.usage(),
        answer.serviceTier(),
        answer.extras());
  }

  private static ChatAnswer counted(ChatAnswer answer, Usage usage) {
    return new ChatAnswer(
        answer.id(),
        answer.model(),
        answer.created(),
        answer.choices(),
        usage,
        answer.serviceTier(),
        answer.extras());
  }
}
