package io.llmcallgateway.model;

import java.util.EnumSet;
import java.util.Set;

/// Holds what a target takes and what it refuses, as far as it is known. A later word of one about
/// a trait replaces an earlier one.
public record Traits(Set<Trait> accepted, Set<Trait> refused) {
  /// Of a target about which nothing is known.
  public static final Traits UNKNOWN = new Traits(Set.of(), Set.of());

  /// Of a target that takes all of OpenAI's format and nothing beside it.
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

  /// These, with a later word.
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

  /// Whether a request written for the target may have it.
  public boolean take(Trait trait) {
    if (accepted.contains(trait)) return true;
    return trait.grade() == Trait.Grade.COMMON && !refused.contains(trait);
  }

  /// Whether it stays in a request that a client wrote in the target's own format.
  public boolean leave(Trait trait) {
    if (accepted.contains(trait)) return true;
    if (trait.grade() == Trait.Grade.OWN || refused.contains(trait)) return false;
    boolean strict = refused.contains(Trait.OTHER_MEMBERS); // it takes the members that it names
    return !strict || trait.grade() == Trait.Grade.COMMON || !trait.isMember();
  }
}
