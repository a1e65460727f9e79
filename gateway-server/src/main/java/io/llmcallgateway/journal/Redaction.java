package io.llmcallgateway.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What is masked in a call before anything of it is written. The bytes of a stream are left out
/// where something is masked, since they cut words in pieces; the document they amount to stays.
/// Thread-safe.
public final class Redaction {
  public static final Redaction NONE = new Redaction(List.of());
  public static final List<String> BUILT_IN = List.of("keys", "email", "phone", "id-number");

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

  private final List<UnaryOperator<String>> rules;

  private Redaction(List<UnaryOperator<String>> rules) {
    this.rules = List.copyOf(rules);
  }

  /// The rules as they are configured.
  ///
  /// @param names built-in names and regular expressions; each must be one that `problem` passes
  /// @param keys masks what is a key, or looks like one
  public static Redaction of(List<String> names, UnaryOperator<String> keys) {
    if (names.isEmpty()) return NONE;
    var rules = new ArrayList<UnaryOperator<String>>(names.size());
    for (var name : names) {
      switch (name) {
        case "keys" -> rules.add(keys);
        case "email" -> rules.add(masking(EMAIL));
        case "phone" -> rules.add(masking(PHONE));
        case "id-number" -> rules.add(masking(ID_NUMBER));
        default -> rules.add(masking(Pattern.compile(name)));
      }
    }
    return new Redaction(rules);
  }

  /// What is wrong with a rule, or null.
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

  private static UnaryOperator<String> masking(Pattern pattern) {
    return text -> pattern.matcher(text).replaceAll(MASK);
  }

  /// The call as it may be written.
  public EndedCall of(EndedCall call) {
    if (rules.isEmpty()) return call;
    return new EndedCall(call.record().masked(this::mask), payloads(call), call.listed());
  }

  private List<Payload> payloads(EndedCall call) {
    var masked = new ArrayList<Payload>(call.payloads().size());
    IdentityHashMap<Body, Body> known = new IdentityHashMap<>(); // shared bodies stay shared
    boolean streamed = call.record().stream();
    for (var payload : call.payloads()) {
      var kind = payload.kind();
      boolean pieces =
          kind == Payload.Kind.CLIENT_STREAM
              || (streamed && kind == Payload.Kind.PROVIDER_ANSWER && !isJson(payload));
      if (pieces) continue;
      var body = known.computeIfAbsent(payload.body(), this::mask);
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

  private Body mask(Body body) {
    var bytes = body.toByteArray();
    try {
      var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var plain = unescaped(text);
      var masked = mask(plain);
      return masked.equals(plain) ? body : Body.of(masked.getBytes(UTF_8));
    } catch (CharacterCodingException e) {
      return Body.of(mask(new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1));
    }
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

  private String mask(String text) {
    var masked = text;
    for (var rule : rules) masked = rule.apply(masked);
    return masked;
  }
}
