package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.AnswerMember;
import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.model.Losses.Loss;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds the members of an answer for which the client's format has no place. They are for the
/// record: by then the answer is out.
public final class AnswerLosses {
  private static final String UNSUPPORTED = "unsupported";

  private final List<Loss> all = new ArrayList<>(0);
  private final String dialect;
  private final Set<AnswerMember> lacked;

  private AnswerLosses(ClientDialect dialect) {
    this.dialect = dialect.id();
    this.lacked = dialect.lacked();
  }

  /// Returns the losses; none where the whole answer reaches the client.
  ///
  /// @param answer as the target gave it
  public static List<Loss> of(ChatAnswer answer, ClientDialect dialect) {
    var losses = new AnswerLosses(dialect);
    losses.find(answer);
    return losses.all;
  }

  private void find(ChatAnswer answer) {
    extras("", answer.extras());
    for (var choice : answer.choices()) {
      var path = "choices[" + choice.index() + "]";
      if (choice.index() > 0 && lacks(path, AnswerMember.CHOICES)) continue;
      find(path + ".", choice);
    }
  }

  private void find(String path, ChatAnswer.Choice choice) {
    extras(path, choice.extras());
    for (var part : choice.parts()) {
      switch (part) {
        case Part.Text text -> {
          extras(path, text.extras());
          if (text.citations().stream().anyMatch(this::isOfDocument))
            lacks(path + "citations", AnswerMember.DOCUMENT_CITATIONS);
          if (!text.citations().isEmpty() && choice.text().isEmpty())
            lacks(path + "citations", AnswerMember.WORDLESS_CITATIONS);
        }
        case Part.Media _ -> lacks(path + "images", AnswerMember.IMAGES);
        case Part.ToolCall call -> extras(path, call.extras());
        case Part.Foreign block -> {
          if (!block.dialect().equals(dialect)) add(path + name(block), block.dialect());
        }
        case Part.Refusal _, Part.Reasoning _, Part.ToolResult _ -> {}
      }
    }
    if (choice.logprobs() != null) lacks(path + "logprobs", AnswerMember.LOGPROBS);
    var finish = choice.finish();
    if (finish == null) return;
    if (finish.stopSequence() != null) lacks(path + "stop_sequence", AnswerMember.STOP_SEQUENCE);
    if (finish.refusal() != null) lacks(path + "explanation", AnswerMember.EXPLANATION);
    boolean refused =
        finish.reason() == FinishReason.REFUSAL || finish.reason() == FinishReason.CONTENT_FILTER;
    if (refused) lacks(path + "finish_reason", AnswerMember.REFUSAL);
  }

  /// Returns whether a citation is of a document. One in the client's own format goes back as it
  /// came.
  private boolean isOfDocument(Citation citation) {
    boolean own = citation.raw() != null && citation.dialect().equals(dialect);
    return citation.url() == null && !own;
  }

  private boolean lacks(String path, AnswerMember member) {
    if (!lacked.contains(member)) return false;
    all.add(new Loss(path, UNSUPPORTED));
    return true;
  }

  private void extras(String path, Extras extras) {
    if (extras.dialect().equals(dialect)) return;
    for (var field : extras.fields().keySet()) add(path + field, extras.dialect());
  }

  private void add(String path, String only) {
    all.add(new Loss(path, "only-" + only));
  }

  private static String name(Part.Foreign block) {
    var type = block.node().path("type").stringValue("");
    if (!type.isEmpty() || block.node().isEmpty()) return type;
    return block.node().propertyNames().iterator().next();
  }
}
