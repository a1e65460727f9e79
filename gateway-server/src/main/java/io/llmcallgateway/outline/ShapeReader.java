package io.llmcallgateway.outline;

import io.llmcallgateway.dialect.BodyShape;
import io.llmcallgateway.dialect.BodyShape.All;
import io.llmcallgateway.dialect.BodyShape.ByMember;
import io.llmcallgateway.dialect.BodyShape.ByType;
import io.llmcallgateway.dialect.BodyShape.CacheMarkShape;
import io.llmcallgateway.dialect.BodyShape.Each;
import io.llmcallgateway.dialect.BodyShape.Hidden;
import io.llmcallgateway.dialect.BodyShape.InRole;
import io.llmcallgateway.dialect.BodyShape.Members;
import io.llmcallgateway.dialect.BodyShape.Speaker;
import io.llmcallgateway.dialect.BodyShape.StringOr;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartShape;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.wire.JsonIndex;

/// Finds the parts of a JSON document by the shape of its format. One document, one thread.
final class ShapeReader {
  private final JsonIndex json;
  private final PartReader parts;
  private final PartCollector out;

  ShapeReader(JsonIndex json, PartCollector out) {
    this.json = json;
    this.parts = new PartReader(json);
    this.out = out;
  }

  /// Reads the whole document.
  void read(BodyShape shape) {
    read(json.root(), shape, PartRole.OTHER, "");
  }

  private void read(int value, BodyShape shape, PartRole role, String path) {
    if (value < 0 || json.type(value) == JsonIndex.Type.NULL || out.isFull()) return;
    switch (shape) {
      case Hidden _ -> {}
      case PartShape part -> part(value, part, role, path);
      case Members members -> members(value, members, role, path);
      case Each each -> elements(value, each.element(), role, path);
      case InRole in -> read(value, in.inside(), in.role(), path);
      case All all -> all.shapes().forEach(one -> read(value, one, role, path));
      case StringOr either ->
          read(value, json.isString(value) ? either.string() : either.otherwise(), role, path);
      case Speaker speaker -> {
        var named = speaker.roles().getOrDefault(text(value, speaker.member()), PartRole.OTHER);
        var own = json.member(value, speaker.member()) < 0 ? role : named;
        read(value, speaker.inside(own), own, path);
      }
      case ByType by -> {
        var found = by.types().get(text(value, by.member()));
        read(value, found == null ? by.otherwise() : found, role, path);
      }
      case ByMember by -> read(value, chosen(value, by), role, path);
      case CacheMarkShape mark -> {
        var lifetime = parts.text(value, mark.lifetimes());
        out.markLatest(lifetime == null ? CacheMark.FIVE_MINUTES.text() : lifetime);
      }
    }
  }

  private void part(int value, PartShape shape, PartRole role, String path) {
    boolean fits =
        json.isObject(value) || shape.texts().contains("") || shape.contents().contains("");
    var known = fits ? shape : PartShape.of(PartType.UNKNOWN).text("");
    if (parts.isEmpty(value, known) || !out.takesNext()) return;
    var content = parts.read(value, known);
    var type = parts.type(known, content);
    out.add(role, type, path, json.start(value), json.end(value), content);
  }

  private void members(int value, Members shape, PartRole role, String path) {
    if (!json.isObject(value)) {
      read(value, BodyShape.UNKNOWN, role, path);
      return;
    }
    for (int each = json.first(value); each >= 0; each = json.next(each, value)) {
      var name = json.name(each);
      var own = shape.members().get(name);
      if (own != null) read(each, own, role, JsonPaths.member(path, name));
    }
  }

  private void elements(int value, BodyShape element, PartRole role, String path) {
    if (!json.isArray(value)) {
      read(value, element, role, path);
      return;
    }
    int index = 0;
    for (int each = json.first(value); each >= 0; each = json.next(each, value)) {
      read(each, element, role, JsonPaths.element(path, index++));
    }
  }

  private BodyShape chosen(int value, ByMember by) {
    for (var choice : by.choices()) {
      int member = json.member(value, choice.member());
      if (member < 0 || json.type(member) == JsonIndex.Type.NULL) continue;
      var wanted = choice.value();
      if (wanted == null || wanted.equals(json.text(member, wanted.length() + 1))) {
        return choice.shape();
      }
    }
    return by.otherwise();
  }

  private String text(int value, String name) {
    int member = json.member(value, name);
    return json.isString(member) ? json.text(member, OutlinePart.MOST_TEXT) : "";
  }
}
