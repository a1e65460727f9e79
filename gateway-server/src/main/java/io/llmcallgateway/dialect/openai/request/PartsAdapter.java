package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.dialect.support.MemberEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.Part;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adapts the parts of a message to its target: text becomes a string if parts are not accepted,
/// and cache marks and members that the target does not know are removed.
final class PartsAdapter {
  private static final Set<String> TEXTS = Set.of("text", "input_text", "output_text");
  private static final Set<String> MARKS = Set.of("cache_control", CacheBreakpoints.MEMBER);
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "text",
          "thinking",
          "image_url",
          "video_url",
          "document_url",
          "document_name",
          "input_audio",
          "cache_control",
          CacheBreakpoints.MEMBER);

  private final byte[] bytes;
  private final ModelRules rules;
  private final BodyEdits edits;
  private final PendingLosses losses;

  PartsAdapter(byte[] bytes, ModelRules rules, BodyEdits edits, PendingLosses losses) {
    this.bytes = bytes;
    this.rules = rules;
    this.edits = edits;
    this.losses = losses;
  }

  /// Returns the texts of an array of parts as the inside of one JSON string, or null if it has
  /// more than texts.
  static @Nullable String joined(ScannedValue content, byte[] bytes, String between) {
    var text = new StringBuilder();
    for (var part : content.items()) {
      var words = part.get("text");
      if (words == null || !words.isString() || !TEXTS.contains(part.text("type"))) return null;
      for (var member : part.members()) {
        var name = member.name();
        boolean known = name.equals("type") || name.equals("text") || MARKS.contains(name);
        if (!known && !member.value().isNull()) return null;
      }
      if (words.isEmpty()) continue;
      if (!text.isEmpty()) text.append(between);
      text.append(words.inner(bytes));
    }
    return text.toString();
  }

  /// True if byte ranges are enough.
  ///
  /// @param asText true if the content must be a string
  boolean fit(ScannedValue content, boolean asText) {
    if (!content.isArray()) return true;
    if (asText) {
      var text = joined(content, bytes, "\\n");
      if (text == null) return false;
      reportMarks(content);
      edits.replace(content.span(), "\"" + text + "\"");
      return true;
    }
    for (var part : content.items()) {
      if (rules.splicesRequests() && !reads(part)) return false;
      fitMembers(part);
    }
    return true;
  }

  /// Reports that parts which become one string lose their marks.
  void reportMarks(ScannedValue content) {
    for (var part : content.items()) {
      if (part.get("cache_control") != null) losses.add("cache_control", "unsupported");
    }
  }

  private boolean reads(ScannedValue part) {
    return switch (part.text("type")) {
      case "image_url" -> rules.media().contains(Part.Kind.IMAGE);
      case "video_url" -> rules.media().contains(Part.Kind.VIDEO);
      case "document_url" -> rules.takes(Trait.DOCUMENT_URL);
      case "input_audio" -> {
        var audio = part.get("input_audio");
        yield rules.takes(Trait.PLAIN_AUDIO) == (audio != null && audio.isString());
      }
      case "file", "refusal", "thinking", "" -> false;
      default -> true;
    };
  }

  private void fitMembers(ScannedValue part) {
    var gone = new MemberEdits(part);
    dropMarks(part, gone, rules, losses);
    for (var member : part.members()) {
      if (rules.takes(Trait.OTHER_MEMBERS) || KNOWN.contains(member.name())) continue;
      gone.remove(member.name());
      if (!member.value().isNull()) {
        losses.add("messages.content." + member.name(), "unknown-to-target");
      }
    }
    gone.apply(edits);
  }

  /// Removes a cache mark from a part, a message, a call or a tool if the target accepts none
  /// there.
  static void dropMarks(
      ScannedValue holder, MemberEdits gone, ModelRules rules, PendingLosses losses) {
    if (rules.leaves(Trait.CACHE_CONTROL) || holder.member("cache_control") == null) return;
    gone.remove("cache_control");
    losses.add("cache_control", "unsupported");
  }
}
