package io.llmcallgateway.model;

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

/// Names what a rule may say of a model, as `model-rules.yaml` and gateway.yaml write it. What it
/// says replaces what was known; quirks and traits are added.
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

  /// As it is written: `max-output`, say.
  public String text() {
    return written(this);
  }

  public static @Nullable RuleMember of(String text) {
    for (var member : values()) if (member.text().equals(text)) return member;
    return null;
  }

  /// What is wrong with these texts as a value of it, or null.
  public @Nullable String problem(List<String> texts) {
    try {
      apply(new RulesDraft(Set.of(), Traits.UNKNOWN), texts);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /// Has the draft say it. Throws an `IllegalArgumentException` where the texts are no value of it.
  void apply(RulesDraft draft, List<String> texts) {
    switch (this) {
      case CONTEXT -> draft.context = tokens(texts);
      case MAX_OUTPUT -> draft.maxOutput = tokens(texts);
      case DEFAULT_MAX_TOKENS -> draft.defaultMaxTokens = Math.max(tokens(texts), 1);
      case MEDIA -> draft.media = Set.copyOf(words(texts, Part.Kind.values()));
      case TOOLS -> draft.tools = truth(texts);
      case JSON_SCHEMA -> draft.jsonSchema = truth(texts);
      case JSON_WITH_TOOLS -> draft.jsonWithTools = truth(texts);
      case FORCED_TOOLS -> draft.forcedTools = truth(texts);
      case FORCED_WHILE_REASONING -> draft.forcedWhileReasoning = truth(texts);
      case MOST_TEMPERATURE -> draft.mostTemperature = temperature(texts);
      case TEMPERATURE_AND_TOP_P -> draft.temperatureAndTopP = truth(texts);
      case REJECTED -> draft.rejected = new HashSet<>(texts);
      case REASONING -> draft.reasoning = style(texts);
      case EFFORTS -> draft.efforts = Set.copyOf(words(texts, Effort.values()));
      case MOST_BUDGET -> draft.mostBudget = tokens(texts);
      case ALWAYS_REASONS -> draft.alwaysReasons = truth(texts);
      case EMBEDDING_FORM -> draft.embeddingForm = word(one(texts), EmbeddingForm.values());
      case EMBEDDING_BATCH -> draft.embeddingBatch = count(texts);
      case VOCABULARY -> draft.vocabulary = word(one(texts), Vocabulary.values());
      case ENDPOINTS -> draft.endpoints = dialects(texts);
      case ENDPOINT -> draft.endpoint = dialects(List.of(one(texts))).getFirst();
      case REASONING_WITH_TOOLS -> draft.reasoningWithTools = truth(texts);
      case REASONS_UNASKED -> draft.reasonsUnasked = truth(texts);
      case SCHEMA_MEMBERS -> draft.schemaMembers = Set.copyOf(texts);
      case BETAS -> draft.betas = List.copyOf(texts);
      case STREAMING -> draft.streaming = word(one(texts), Streaming.values());
      case QUIRKS -> draft.quirks.addAll(words(texts, Quirk.values()));
      case WITHOUT_QUIRKS -> draft.quirks.removeAll(words(texts, Quirk.values()));
      case REFUSES -> draft.traits = draft.traits.and(Set.of(), traits(texts));
      case ACCEPTS -> draft.traits = draft.traits.and(traits(texts), Set.of());
    }
  }

  private static String one(List<String> texts) {
    if (texts.size() != 1) throw new IllegalArgumentException("must be a single value");
    return texts.getFirst();
  }

  private static List<String> dialects(List<String> texts) {
    var dialects = new ArrayList<String>();
    for (var text : texts) {
      var dialect = DialectNames.of(text);
      if (dialect == null) {
        throw new IllegalArgumentException(
            "'" + text + "' is none of " + String.join(", ", DialectNames.ALL));
      }
      dialects.add(dialect);
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
