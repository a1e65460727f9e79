package io.llmcallgateway.model;

import io.llmcallgateway.model.Losses.Loss;
import java.util.ArrayList;
import java.util.List;

/// The losses of a call: what did not reach the other side, or reached it changed. Immutable.
///
/// @param told those that the client is told: of the request, and of the answer as a whole
/// @param ofAnswer members of the answer for which the client's format has no place
public record LossReport(List<Loss> told, List<Loss> ofAnswer) {
  private static final int MOST_TEXT = 1_024;

  public static final LossReport NONE = new LossReport(List.of(), List.of());

  public LossReport {
    told = List.copyOf(told);
    ofAnswer = List.copyOf(ofAnswer);
  }

  /// Returns the value of the header `x-gateway-losses`: at most 1 KB, then `+N` for the rest.
  public String header() {
    return text(told);
  }

  /// Returns the text of the record: those that were told, then those of the answer under
  /// `answer.`; at most 1 KB, then `+N` for the rest.
  public String text() {
    if (ofAnswer.isEmpty()) return header();
    var both = new ArrayList<>(told);
    for (var loss : ofAnswer) both.add(new Loss("answer." + loss.path(), loss.reason()));
    return text(both);
  }

  /// Returns the losses that a record's text names.
  public static List<Loss> named(String text) {
    var named = new ArrayList<Loss>();
    for (var each : text.split(",", -1)) {
      int reason = each.lastIndexOf(':');
      if (reason < 0) continue;
      named.add(new Loss(each.substring(0, reason), each.substring(reason + 1)));
    }
    return named;
  }

  /// Returns how many losses a record's text tells of.
  public static int count(String text) {
    if (text.isEmpty()) return 0;
    return named(text).size() + more(text);
  }

  /// Returns how many losses a record's text counts without their names.
  private static int more(String text) {
    var last = text.substring(text.lastIndexOf(',') + 1);
    return last.matches("\\+\\d{1,9}") ? Integer.parseInt(last.substring(1)) : 0;
  }

  private static String text(List<Loss> losses) {
    if (losses.isEmpty()) return "";
    var text = new StringBuilder();
    for (int i = 0; i < losses.size(); i++) {
      var next = ascii(losses.get(i).toString());
      if (text.length() + next.length() + 8 > MOST_TEXT) {
        return text.append(text.isEmpty() ? "+" : ",+").append(losses.size() - i).toString();
      }
      if (!text.isEmpty()) text.append(',');
      text.append(next);
    }
    return text.toString();
  }

  private static String ascii(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c > ' ' && c < 127 && c != ',' ? c : '?');
    }
    return out.toString();
  }
}
