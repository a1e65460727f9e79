package io.llmcallgateway.rules;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ModelRulesBuilder;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.Streaming;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import io.llmcallgateway.model.Vocabulary;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.embedding.EmbeddingForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The members that a rule may have in `model-rules.yaml` and gateway.yaml, each with the parser of
/// its values. A value replaces the one of an earlier rule; quirks and traits are added to those of
/// earlier rules.
public enum RuleMember {
  CONTEXT,
  MAX_OUTPUT,
  DEFAULT_MAX_TOKENS,
  MEDIA,
  TOOLS,
  JSON_SCHEMA,
  JSON_WITH_TOOLS,
  FORCED_TOOLS,
  FORCED_WHILE_REASONING,
  MOST_TEMPERATURE,
  TEMPERATURE_AND_TOP_P,
  REJECTED,
  REASONING,
  EFFORTS,
  MOST_BUDGET,
  ALWAYS_REASONS,
  EMBEDDING_FORM,
  EMBEDDING_BATCH,
  VOCABULARY,
  ENDPOINTS,
  ENDPOINT,
  REASONING_WITH_TOOLS,
  REASONS_UNASKED,
  STREAMING,
  SCHEMA_MEMBERS,
  BETAS,
  QUIRKS,
  WITHOUT_QUIRKS,
  REFUSES,
  ACCEPTS;

  /// The name in YAML, such as `max-output`.
  public String text() {
    return written(this);
  }

  /// Returns the member of that name in YAML, or null if there is none.
  public static @Nullable RuleMember of(String text) {
    for (var member : values()) if (member.text().equals(text)) return member;
    return null;
  }

  /// Returns what is wrong with these values, or null if they are valid.
  public @Nullable String problem(List<String> texts) {
    try {
      apply(ModelRulesBuilder.of(Set.of(), Traits.UNKNOWN), texts);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /// Sets the values in a builder.
  ///
  /// @throws IllegalArgumentException if the values are not valid for this member
  void apply(ModelRulesBuilder builder, List<String> texts) {
    switch (this) {
      case CONTEXT -> builder.context = tokens(texts);
      case MAX_OUTPUT -> builder.maxOutput = tokens(texts);
      case DEFAULT_MAX_TOKENS -> builder.defaultMaxTokens = Math.max(tokens(texts), 1);
      case MEDIA -> builder.media = Set.copyOf(words(texts, Part.Kind.values()));
      case TOOLS -> builder.tools = truth(texts);
      case JSON_SCHEMA -> builder.jsonSchema = truth(texts);
      case JSON_WITH_TOOLS -> builder.jsonWithTools = truth(texts);
      case FORCED_TOOLS -> builder.forcedTools = truth(texts);
      case FORCED_WHILE_REASONING -> builder.forcedWhileReasoning = truth(texts);
      case MOST_TEMPERATURE -> builder.mostTemperature = temperature(texts);
      case TEMPERATURE_AND_TOP_P -> builder.temperatureAndTopP = truth(texts);
      case REJECTED -> builder.rejected = new HashSet<>(texts);
      case REASONING -> builder.reasoning = style(texts);
      case EFFORTS -> builder.efforts = Set.copyOf(words(texts, Effort.values()));
      case MOST_BUDGET -> builder.mostBudget = tokens(texts);
      case ALWAYS_REASONS -> builder.alwaysReasons = truth(texts);
      case EMBEDDING_FORM -> builder.embeddingForm = word(one(texts), EmbeddingForm.values());
      case EMBEDDING_BATCH -> builder.embeddingBatch = count(texts);
      case VOCABULARY -> builder.vocabulary = word(one(texts), Vocabulary.values());
      case ENDPOINTS -> builder.endpoints = dialects(texts);
      case ENDPOINT -> builder.endpoint = dialects(List.of(one(texts))).getFirst();
      case REASONING_WITH_TOOLS -> builder.reasoningWithTools = truth(texts);
      case REASONS_UNASKED -> builder.reasonsUnasked = truth(texts);
      case SCHEMA_MEMBERS -> builder.schemaMembers = Set.copyOf(texts);
      case BETAS -> builder.betas = List.copyOf(texts);
      case STREAMING -> builder.streaming = word(one(texts), Streaming.values());
      case QUIRKS -> builder.quirks.addAll(words(texts, Quirk.values()));
      case WITHOUT_QUIRKS -> builder.quirks.removeAll(words(texts, Quirk.values()));
      case REFUSES -> builder.traits = builder.traits.and(Set.of(), traits(texts));
      case ACCEPTS -> builder.traits = builder.traits.and(traits(texts), Set.of());
    }
  }

  private static String one(List<String> texts) {
    if (texts.size() != 1) throw new IllegalArgumentException("must be a single value");
    return texts.getFirst();
  }

  private static List<String> dialects(List<String> texts) {
    var dialects = new ArrayList<String>();
    for (var text : texts) {
      var dialect = DialectId.ofNameOrApi(text);
      if (dialect == null) {
        throw new IllegalArgumentException(
            "'" + text + "' is none of " + String.join(", ", DialectId.NAMES));
      }
      dialects.add(dialect.text());
    }
    return dialects;
  }

  private static long tokens(List<String> texts) {
    var text = one(texts);
    if (text.matches("\\d{1,9}")) return Long.parseLong(text);
    throw new IllegalArgumentException("'" + text + "' is not a whole number of tokens");
  }

  private static int count(List<String> texts) {
    var text = one(texts);
    if (text.matches("\\d{1,6}")) return Integer.parseInt(text);
    throw new IllegalArgumentException("'" + text + "' is not a whole number of texts");
  }

  private static double temperature(List<String> texts) {
    var text = one(texts);
    if (text.matches("\\d{1,2}(\\.\\d{1,3})?")) return Double.parseDouble(text);
    throw new IllegalArgumentException("'" + text + "' is not a temperature");
  }

  private static boolean truth(List<String> texts) {
    var text = one(texts);
    if (text.equals("true") || text.equals("false")) return text.equals("true");
    throw new IllegalArgumentException("'" + text + "' is neither true nor false");
  }

  private static ReasoningStyle style(List<String> texts) {
    return word(one(texts), ReasoningStyle.values());
  }

  private static Set<Trait> traits(List<String> texts) {
    var traits = EnumSet.noneOf(Trait.class);
    for (var text : texts) {
      var trait = Trait.of(text);
      if (trait == null)
        throw unknown(text, Arrays.stream(Trait.values()).map(Trait::text).toList());
      traits.add(trait);
    }
    return traits;
  }

  private static IllegalArgumentException unknown(String text, List<String> known) {
    return new IllegalArgumentException("'" + text + "' is none of " + String.join(", ", known));
  }

  private static <E extends Enum<E>> Set<E> words(List<String> texts, E[] known) {
    var words = EnumSet.noneOf(known[0].getDeclaringClass());
    for (var text : texts) words.add(word(text, known));
    return words;
  }

  private static <E extends Enum<E>> E word(String text, E[] known) {
    for (var value : known) if (written(value).equals(text)) return value;
    Function<E, String> name = RuleMember::written;
    throw unknown(text, Arrays.stream(known).map(name).toList());
  }

  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
