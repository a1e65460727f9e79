package io.llmcallgateway.catalog;

import io.llmcallgateway.model.ModelRulesBuilder;
import io.llmcallgateway.model.chat.Part;
import java.util.EnumSet;

/// The abilities of a model as in `models.json`: a letter for each, `?` if unknown.
public record ModelAbilities(String letters) {
  public static final ModelAbilities UNKNOWN = new ModelAbilities("?");

  void apply(ModelRulesBuilder builder) {
    if (letters.equals("?")) return;
    var media = EnumSet.noneOf(Part.Kind.class);
    if (has('i')) media.add(Part.Kind.IMAGE);
    // The source mentions images only for models that read both.
    if (has('d') || has('i')) media.add(Part.Kind.DOCUMENT);
    if (has('a')) media.add(Part.Kind.AUDIO);
    if (has('v')) media.add(Part.Kind.VIDEO);
    builder.abilities(media, has('t'), has('r'), has('c'));
  }

  private boolean has(char letter) {
    return letters.indexOf(letter) >= 0;
  }
}
