package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Failure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The words and codes by which vendors tell errors: `provider-errors.yaml`, read by the first
/// error. The file is ours, so that a mistake in it is an exception, which a test finds.
public final class ErrorTable {
  /// The status of an error inside an answer with a success.
  public static final int NO_STATUS = 0;

  private static final String FILE = "/provider-errors.yaml";

  /// A number as vendors write it.
  private static final String NUMBER = "\\d[\\d,_]{0,14}";

  /// The meaning of an error.
  ///
  /// @param code the code for the client where the kind has none of its own
  public record Reading(Kind kind, @Nullable String code) {}

  /// The tokens of a conversation that is too long; 0 where they are not told.
  public record Tokens(long requested, long limit) {
    public boolean known() {
      return requested > 0 && limit > 0;
    }
  }

  private record Rule(
      Reading reading,
      Set<String> codes,
      List<Pattern> codePatterns,
      List<Pattern> words,
      @Nullable Pattern unless,
      Set<Integer> status,
      Set<Integer> notStatus) {

    boolean fits(int at, Collection<String> told, String message) {
      if (!status.isEmpty() && !status.contains(at)) return false;
      if (notStatus.contains(at)) return false;
      if (unless != null && unless.matcher(message).find()) return false;
      if (codes.isEmpty() && codePatterns.isEmpty() && words.isEmpty()) return true;
      for (var code : told) if (hasCode(code)) return true;
      return isIn(words, message);
    }

    private boolean hasCode(String code) {
      var lower = code.toLowerCase(Locale.ROOT);
      if (codes.contains(lower)) return true;
      for (var pattern : codePatterns) if (pattern.matcher(lower).matches()) return true;
      return false;
    }
  }

  /// Read once, and only where there is an error to read.
  private static final class Loaded {
    static final ErrorTable TABLE = load();
  }

  private final List<Rule> rules = new ArrayList<>();
  private final List<Pattern> numbers = new ArrayList<>();
  private final List<Pattern> understood;
  private final List<Pattern> retried;

  private ErrorTable(Map<?, ?> page) {
    for (var item : list(page.get("kinds"))) rules.add(rule((Map<?, ?>) item));
    for (var text : texts(page.get("numbers"))) numbers.add(pattern(text.replace("#", NUMBER)));
    understood = patterns(page.get("understood"));
    retried = patterns(page.get("retried"));
  }

  private static ErrorTable load() {
    try (InputStream in = ErrorTable.class.getResourceAsStream(FILE)) {
      var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
      return new ErrorTable(
          (Map<?, ?>) new Load(settings).loadFromInputStream(Objects.requireNonNull(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rule rule(Map<?, ?> cells) {
    var codes = new HashSet<String>();
    var globs = new ArrayList<Pattern>();
    for (var code : texts(cells.get("codes"))) {
      var lower = code.toLowerCase(Locale.ROOT);
      if (!lower.contains("*")) codes.add(lower);
      else globs.add(Pattern.compile(lower.replace(".", "\\.").replace("*", ".*")));
    }
    var unless = cells.get("unless");
    var code = cells.get("code");
    var kind = Kind.valueOf(String.valueOf(cells.get("kind")).toUpperCase(Locale.ROOT));
    return new Rule(
        new Reading(kind, code == null ? null : code.toString()),
        codes,
        globs,
        patterns(cells.get("words")),
        unless == null ? null : pattern(unless.toString()),
        statuses(cells.get("status")),
        statuses(cells.get("not-status")));
  }

  private static Set<Integer> statuses(@Nullable Object value) {
    var statuses = new HashSet<Integer>();
    for (var text : texts(value)) statuses.add(Integer.valueOf(text));
    return statuses;
  }

  private static List<?> list(@Nullable Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private static List<String> texts(@Nullable Object value) {
    var texts = new ArrayList<String>();
    for (var item : list(value)) texts.add(String.valueOf(item));
    return texts;
  }

  private static List<Pattern> patterns(@Nullable Object value) {
    var patterns = new ArrayList<Pattern>();
    for (var text : texts(value)) patterns.add(pattern(text));
    return patterns;
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }

  private static boolean isIn(List<Pattern> patterns, String message) {
    for (var pattern : patterns) if (pattern.matcher(message).find()) return true;
    return false;
  }

  /// The meaning of an error, by the first rule that fits, else by its status.
  ///
  /// @param status HTTP's, or `NO_STATUS`
  /// @param codes all that stands in the error as a code, a type or a reason
  public static Reading read(int status, Collection<String> codes, String message) {
    for (var rule : Loaded.TABLE.rules) {
      if (rule.fits(status, codes, message)) return rule.reading();
    }
    return new Reading(byStatus(status), null);
  }

  private static Kind byStatus(int status) {
    return switch (status) {
      case NO_STATUS -> Kind.UPSTREAM_ERROR;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.MODEL_NOT_FOUND;
      case 408, 504, 524 -> Kind.TIMEOUT;
      case 413 -> Kind.TOO_LARGE;
      case 424, 499 -> Kind.UPSTREAM_ERROR; // what is behind the vendor failed, or was cancelled
      case 429 -> Kind.RATE_LIMITED;
      case 498 -> Kind.UPSTREAM_AUTH; // Hugging Face: an invalid token
      case 503, 529 -> Kind.OVERLOADED;
      default -> status >= 500 ? Kind.UPSTREAM_ERROR : Kind.INVALID_REQUEST;
    };
  }

  /// The numbers of tokens that a message about a context overflow names.
  public static Tokens tokens(String message) {
    long limit = 0;
    for (var pattern : Loaded.TABLE.numbers) {
      var matcher = pattern.matcher(message);
      if (!matcher.find()) continue;
      var found = new Tokens(requested(matcher), number(matcher, "limit"));
      if (found.known()) return found;
      if (limit == 0) limit = found.limit();
    }
    return new Tokens(0, limit);
  }

  private static long requested(Matcher matcher) {
    long requested = number(matcher, "requested");
    return requested > 0 ? requested : number(matcher, "input") + number(matcher, "output");
  }

  private static long number(Matcher matcher, String group) {
    if (!matcher.namedGroups().containsKey(group)) return 0;
    var digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits.replaceAll("[,_]", ""));
  }

  /// True if coding agents know by these words that the conversation is too long.
  public static boolean tellsOverflow(String message) {
    return isIn(Loaded.TABLE.understood, message);
  }

  /// True if coding agents know by these words that a broken stream is worth a retry.
  public static boolean tellsRetry(String message) {
    return isIn(Loaded.TABLE.retried, message);
  }
}
