package io.llmcallgateway.catalog;

import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.rules.ModelRulesBuilder;
import java.util.EnumSet;

/// Abilities of a model as `models.json` writes them: a letter for each, `?` where nothing is
/// known.
public record ModelAbilities(String letters) {
  public static final ModelAbilities UNKNOWN = new ModelAbilities("?");

  void apply(ModelRulesBuilder builder) {
    if (letters.equals("?")) return;
    var media = EnumSet.noneOf(Part.Kind.class);
    if (has('i')) media.add(Part.Kind.IMAGE);
    // The source tells of images only where a model reads both.
    if (has('d') || has('i')) media.add(Part.Kind.DOCUMENT);
    if (has('a')) media.add(Part.Kind.AUDIO);
    if (has('v')) media.add(Part.Kind.VIDEO);
    builder.abilities(media, has('t'), has('r'), has('c'));
  }

  private boolean has(char letter) {
    return letters.indexOf(letter) >= 0;
  }
}
