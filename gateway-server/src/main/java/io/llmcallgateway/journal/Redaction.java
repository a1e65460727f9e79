package io.llmcallgateway.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Masks calls before anything of them is written. The bytes of a stream are left out where
/// something is masked, since they cut words in pieces; the document they amount to stays.
/// Thread-safe.
public final class Redaction {
  public static final Redaction NONE = new Redaction(List.of(), null);
  public static final List<String> BUILT_IN = List.of("keys", "email", "phone", "id-number");

  /// For one text of a call, and for one line of a log.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration LOG_PATIENCE = Duration.ofMillis(250);

  /// For a whole call while its answer waits.
  private static final Duration BRIEFLY = Duration.ofMillis(5);

  private static final String SLOW = "[left out: a rule of journal.redact takes too long]";

  /// The end of a body that is cut may be the beginning of what a rule means.
  private static final int MOST_CUT = 256;

  private static final String MASK = "[redacted]";
  private static final Pattern EMAIL =
      Pattern.compile("[\\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}");

  /// Numbers with a country code, and those of mobile telephones in China as they are.
  private static final Pattern PHONE =
      Pattern.compile(
          "(?<![\\w+])(?:\\+\\d{1,3}[ -]?(?:\\(?\\d{1,4}\\)?[ -]?){2,5}\\d|1[3-9]\\d{9})(?!\\w)");

  /// Of Chinese residents (GB 11643: a region, a date of birth, a check) and of US social security.
  private static final Pattern ID_NUMBER =
      Pattern.compile(
          "(?<!\\w)(?:[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx]"
              + "|\\d{3}-\\d{2}-\\d{4})(?!\\w)");

  /// A character as JSON may write it, behind backslashes that stand for themselves.
  private static final Pattern ESCAPED =
      Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u([0-9a-fA-F]{4})");

  /// Masks in a text, by a deadline in `System.nanoTime`.
  private interface Rule {
    String mask(String text, long deadline);
  }

  private final List<Rule> rules;
  private final @Nullable KnownSecrets secrets;

  private Redaction(List<Rule> rules, @Nullable KnownSecrets secrets) {
    this.rules = List.copyOf(rules);
    this.secrets = secrets;
  }

  /// The same rules, and these secrets masked in any case.
  public Redaction hiding(KnownSecrets hidden) {
    return new Redaction(rules, hidden);
  }

  /// True if there are rules, which may take their time.
  boolean hasRules() {
    return !rules.isEmpty();
  }

  /// The rules as they are configured.
  ///
  /// @param names built-in names and regular expressions; each must be one that `problem` passes
  /// @param keys masks what is a key, or looks like one
  public static Redaction of(List<String> names, UnaryOperator<String> keys) {
    if (names.isEmpty()) return NONE;
    var rules = new ArrayList<Rule>(names.size());
    for (var name : names) {
      switch (name) {
        case "keys" -> rules.add((text, _) -> keys.apply(text));
        case "email" -> rules.add(masking(EMAIL));
        case "phone" -> rules.add(masking(PHONE));
        case "id-number" -> rules.add(masking(ID_NUMBER));
        default -> rules.add(masking(Pattern.compile(name)));
      }
    }
    return new Redaction(rules, null);
  }

  /// The problem of a rule; null where it has none.
  public static @Nullable String problem(String name) {
    if (BUILT_IN.contains(name)) return null;
    try {
      var pattern = Pattern.compile(name);
      return pattern.matcher("").find() ? "matches everything: it finds even nothing" : null;
    } catch (PatternSyntaxException e) {
      return "is none of "
          + String.join(", ", BUILT_IN)
          + " and no regular expression: "
          + e.getDescription();
    }
  }

  private static Rule masking(Pattern pattern) {
    return (text, deadline) -> {
      try {
        return pattern.matcher(new TimedText(text, deadline)).replaceAll(MASK);
      } catch (StackOverflowError _) {
        throw new TimedText.TimeIsUp();
      }
    };
  }

  /// The call without the gateway's own secrets, which takes no time to speak of.
  EndedCall withoutSecrets(EndedCall call) {
    var known = secrets;
    if (known == null) return call;
    IdentityHashMap<Body, Body> masked = new IdentityHashMap<>(); // shared bodies stay shared
    var payloads = new ArrayList<Payload>(call.payloads().size());
    for (var each : call.payloads()) {
      var body = masked.computeIfAbsent(each.body(), known::mask);
      long size = each.cut() ? Math.max(each.size(), body.size() + 1L) : body.size();
      payloads.add(
          body == each.body()
              ? each
              : new Payload(each.kind(), each.attempt(), each.type(), size, body));
    }
    return new EndedCall(call.record().masked(known::maskContent), payloads, call.listed());
  }

  /// The call as it may be written. Throws a `TimeIsUp` where a rule takes too long.
  public EndedCall of(EndedCall given) {
    return of(given, () -> TimedText.deadline(PATIENCE));
  }

  /// The same where it takes a few milliseconds at most; throws a `TimeIsUp` soon where it does
  /// not.
  EndedCall atOnce(EndedCall given) {
    long end = TimedText.deadline(BRIEFLY);
    return of(given, () -> end);
  }

  /// The record of a call that has begun, which is written before the call's end. Without texts
  /// where a rule takes too long.
  EndedCall begun(EndedCall given) {
    try {
      return atOnce(given);
    } catch (TimedText.TimeIsUp _) {
      var call = withoutSecrets(given);
      return new EndedCall(call.record().texted("", ""), List.of(), call.listed());
    }
  }

  private EndedCall of(EndedCall given, LongSupplier deadline) {
    var call = withoutSecrets(given);
    if (rules.isEmpty()) return call;
    var record = call.record().masked(text -> mask(text, deadline.getAsLong()));
    return new EndedCall(record, payloads(call, deadline), call.listed());
  }

  /// A body as a log may show it.
  public Body shown(Body body) {
    var known = secrets;
    var plain = known == null ? body : known.mask(body);
    if (rules.isEmpty() || plain.size() == 0) return plain;
    try {
      return mask(plain, text(plain), false, TimedText.deadline(LOG_PATIENCE));
    } catch (TimedText.TimeIsUp _) {
      return Body.utf8(SLOW);
    }
  }

  private List<Payload> payloads(EndedCall call, LongSupplier deadline) {
    var masked = new ArrayList<Payload>(call.payloads().size());
    IdentityHashMap<Body, Body> known = new IdentityHashMap<>(); // shared bodies stay shared
    boolean streamed = call.record().stream();
    for (var payload : call.payloads()) {
      var kind = payload.kind();
      boolean pieces =
          kind == Payload.Kind.CLIENT_STREAM
              || (streamed && kind == Payload.Kind.PROVIDER_ANSWER && !isJson(payload));
      if (pieces) continue;
      var body =
          known.computeIfAbsent(
              payload.body(), plain -> mask(payload, plain, deadline.getAsLong()));
      // what was whole stays whole, however long its masks are
      long size = payload.cut() ? Math.max(payload.size(), body.size() + 1L) : body.size();
      masked.add(new Payload(kind, payload.attempt(), payload.type(), size, body));
    }
    return masked;
  }

  private static boolean isJson(Payload payload) {
    var type = payload.type();
    return type != null && type.startsWith("application/json");
  }

  private Body mask(Payload payload, Body body, long deadline) {
    var text = isForm(payload) ? body.utf8() : text(body);
    return mask(body, text, payload.cut(), deadline);
  }

  /// @param cut whether the body's end is missing: its last word then goes too
  private Body mask(Body body, String text, boolean cut, long deadline) {
    var plain = unescaped(text);
    var masked = mask(plain, deadline);
    if (cut) masked = withoutLastWord(masked);
    return masked.equals(plain) ? body : Body.of(masked.getBytes(UTF_8));
  }

  /// Returns whether a payload has texts beside what is no text.
  private static boolean isForm(Payload payload) {
    var type = payload.type();
    return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
  }

  /// Its whole characters: a body may be cut inside one. What is no UTF-8 at all is read as
  /// Latin-1, one byte a character.
  private static String text(Body body) {
    var bytes = ByteBuffer.wrap(body.toByteArray());
    var text = CharBuffer.allocate(bytes.remaining());
    var result = UTF_8.newDecoder().decode(bytes, text, false);
    return result.isError()
        ? new String(bytes.array(), bytes.arrayOffset(), bytes.limit(), ISO_8859_1)
        : text.flip().toString();
  }

  private static String withoutLastWord(String text) {
    int from = text.length();
    int least = Math.max(0, from - MOST_CUT);
    while (from > least && !isBreak(text.charAt(from - 1))) from--;
    return text.substring(0, from);
  }

  private static boolean isBreak(char character) {
    return Character.isWhitespace(character) || "\",;:(){}[]<>".indexOf(character) >= 0;
  }

  /// Many clients write all that is not ASCII as `\\uXXXX`; rules speak of the characters. What
  /// JSON must escape stays.
  private static String unescaped(String text) {
    if (!text.contains("\\u")) return text;
    return ESCAPED.matcher(text).replaceAll(Redaction::character);
  }

  private static String character(MatchResult escaped) {
    var digits = escaped.group(2);
    char found = digits == null ? 0 : (char) HexFormat.fromHexDigits(digits);
    boolean plain = found >= ' ' && found != '"' && found != '\\' && found != 0x7F;
    if (!plain || Character.isSurrogate(found)) return Matcher.quoteReplacement(escaped.group());
    return Matcher.quoteReplacement(escaped.group(1) + found);
  }

  private String mask(String text, long deadline) {
    var masked = text;
    for (var rule : rules) masked = rule.mask(masked, deadline);
    return masked;
  }
}
