package io.llmcallgateway.dialect.support;

import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_OBJECT;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JsonParser;

/// Cuts members that the target is known to refuse out of a request that passes untouched: all
/// other bytes stay.
public final class MemberRemoval {
  private final Set<String> holders;
  private final Predicate<String> gone;
  private final Losses losses;
  private final BodyEdits edits = new BodyEdits();

  private MemberRemoval(Set<String> holders, Predicate<String> gone, Losses losses) {
    this.holders = holders;
    this.gone = gone;
    this.losses = losses;
  }

  /// The request without the members that go, each told.
  ///
  /// @param holders the members whose objects are looked into, besides the request itself
  public static Body of(Body body, Set<String> holders, Predicate<String> gone, Losses losses) {
    var cut = new MemberRemoval(holders, gone, losses);
    var bytes = body.toByteArray();
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      if (parser.nextToken() == START_OBJECT) cut.read(parser, true);
    }
    return cut.edits.isEmpty() ? body : cut.edits.apply(Body.of(bytes));
  }

  private void read(JsonParser parser, boolean top) {
    List<Span> members = new ArrayList<>();
    var cut = new HashSet<Integer>(2);
    while (parser.nextToken() == PROPERTY_NAME) {
      int start = (int) parser.currentTokenLocation().getByteOffset();
      var name = parser.currentName();
      var token = parser.nextToken();
      if (gone.test(name)) {
        losses.add(name, "rejected-by-model");
        cut.add(members.size());
      }
      if (top && token == START_OBJECT && holders.contains(name)) read(parser, false);
      else if (token.isStructStart()) Json.structure(parser);
      else Json.scalar(parser);
      members.add(new Span(start, (int) parser.currentLocation().getByteOffset()));
    }
    edits.remove(members, cut::contains);
  }
}
