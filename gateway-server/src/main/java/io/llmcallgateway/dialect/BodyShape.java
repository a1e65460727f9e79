package io.llmcallgateway.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says where the parts of a conversation are in the JSON of a format, as data from which outlines
/// are made. A value that is not what its shape says is a part of unknown type. Immutable.
public sealed interface BodyShape
    permits PartShape,
        BodyShape.Hidden,
        BodyShape.Members,
        BodyShape.Each,
        BodyShape.All,
        BodyShape.InRole,
        BodyShape.Speaker,
        BodyShape.ByType,
        BodyShape.ByMember,
        BodyShape.StringOr,
        BodyShape.CacheMarkShape {
  /// A value that is not shown.
  BodyShape HIDDEN = new Hidden();

  /// A part of unknown type.
  BodyShape UNKNOWN = PartShape.of(PartType.UNKNOWN).text("");

  /// A value that is not shown.
  record Hidden() implements BodyShape {}

  /// An object with the shapes of its members; others are not shown.
  record Members(Map<String, BodyShape> members) implements BodyShape {
    public Members {
      members = Map.copyOf(members);
    }

    /// Returns the shape with another member.
    public Members with(String name, BodyShape shape) {
      var more = new LinkedHashMap<>(members);
      more.put(name, shape);
      return new Members(more);
    }
  }

  /// The elements of an array, or the value itself where it is none.
  record Each(BodyShape element) implements BodyShape {}

  /// A value of which several shapes are read in turn.
  record All(List<BodyShape> shapes) implements BodyShape {
    public All {
      shapes = List.copyOf(shapes);
    }
  }

  /// A value whose parts have a role.
  record InRole(PartRole role, BodyShape inside) implements BodyShape {}

  /// An object that names its role; without a name the role stays what it was.
  record Speaker(
      String member, Map<String, PartRole> roles, Map<PartRole, BodyShape> own, BodyShape inside)
      implements BodyShape {
    public Speaker {
      roles = Map.copyOf(roles);
      own = Map.copyOf(own);
    }

    /// Returns the shape of the objects of a role.
    public BodyShape inside(PartRole role) {
      return own.getOrDefault(role, inside);
    }
  }

  /// An object whose shape depends on the text of a member.
  record ByType(String member, Map<String, BodyShape> types, BodyShape otherwise)
      implements BodyShape {
    public ByType {
      types = Map.copyOf(types);
    }
  }

  /// An object whose shape depends on which member it has; the first that it has decides.
  record ByMember(List<Choice> choices, BodyShape otherwise) implements BodyShape {
    public ByMember {
      choices = List.copyOf(choices);
    }
  }

  /// A member, perhaps its value, and the shape of the object that has it.
  record Choice(String member, @Nullable String value, BodyShape shape) {}

  /// A value whose shape depends on whether it is a string.
  record StringOr(BodyShape string, BodyShape otherwise) implements BodyShape {}

  /// A mark that what stands before it may be cached.
  record CacheMarkShape(List<String> lifetimes) implements BodyShape {
    public CacheMarkShape {
      lifetimes = List.copyOf(lifetimes);
    }
  }

  static Members members(Map<String, BodyShape> members) {
    return new Members(members);
  }

  static BodyShape each(BodyShape element) {
    return new Each(element);
  }

  static BodyShape in(PartRole role, BodyShape inside) {
    return new InRole(role, inside);
  }

  static BodyShape byType(Map<String, BodyShape> types) {
    return new ByType("type", types, UNKNOWN);
  }

  static BodyShape byMember(Choice... choices) {
    return new ByMember(List.of(choices), UNKNOWN);
  }

  static Choice having(String member, BodyShape shape) {
    return new Choice(member, null, shape);
  }

  static BodyShape all(BodyShape... shapes) {
    return new All(List.of(shapes));
  }

  /// A string that is a text, or something else.
  static BodyShape stringOr(BodyShape otherwise) {
    return new StringOr(PartShape.TEXT, otherwise);
  }
}
