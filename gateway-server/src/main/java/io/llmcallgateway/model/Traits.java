package io.llmcallgateway.model;

import java.util.EnumSet;
import java.util.Set;

/// The traits that a target accepts and refuses, as far as is known. A later statement about a
/// trait replaces an earlier one.
public record Traits(Set<Trait> accepted, Set<Trait> refused) {
  /// The traits of an unknown target.
  public static final Traits UNKNOWN = new Traits(Set.of(), Set.of());

  /// The traits of a target that accepts all of OpenAI's format and nothing else.
  public static final Traits ALL = all();

  public Traits {
    accepted = Set.copyOf(accepted);
    refused = Set.copyOf(refused);
  }

  private static Traits all() {
    var others =
        EnumSet.of(
            Trait.SAFE_PROMPT,
            Trait.RANDOM_SEED,
            Trait.PROMPT_MODE,
            Trait.DOCUMENT_IMAGE_LIMIT,
            Trait.DOCUMENT_PAGE_LIMIT,
            Trait.TOP_K,
            Trait.CACHE_CONTROL,
            Trait.PREFIX,
            Trait.PARTIAL,
            Trait.DOCUMENT_URL,
            Trait.PLAIN_AUDIO,
            Trait.BILLING_HEADER);
    return new Traits(EnumSet.complementOf(others), Set.of());
  }

  /// Returns these traits with a later statement.
  public Traits and(Set<Trait> accepts, Set<Trait> refuses) {
    if (accepts.isEmpty() && refuses.isEmpty()) return this;
    var taken = EnumSet.noneOf(Trait.class);
    taken.addAll(accepted);
    taken.removeAll(refuses);
    taken.addAll(accepts);
    var not = EnumSet.noneOf(Trait.class);
    not.addAll(refused);
    not.removeAll(accepts);
    for (var trait : refuses) if (!accepts.contains(trait)) not.add(trait);
    return new Traits(taken, not);
  }

  /// True if a translated request may have the trait.
  public boolean take(Trait trait) {
    if (accepted.contains(trait)) return true;
    return trait.grade() == Trait.Grade.COMMON && !refused.contains(trait);
  }

  /// True if the trait stays in a client's request in the target's own dialect.
  public boolean leave(Trait trait) {
    if (accepted.contains(trait)) return true;
    if (trait.grade() == Trait.Grade.OWN || refused.contains(trait)) return false;
    boolean strict = refused.contains(Trait.OTHER_MEMBERS); // it accepts named members only
    return !strict || trait.grade() == Trait.Grade.COMMON || !trait.isMember();
  }
}
