package io.llmcallgateway.dialect.openai.audio;

import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Labels;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.upload.FormPart;
import io.llmcallgateway.upload.Upload;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request for a transcript: a form with sound in it.
public final class AudioForm {
  private static final int MOST_NAME = 1_000;

  private AudioForm() {}

  /// Returns the facts. Throws a `GatewayException` (INVALID_REQUEST) with the field at fault.
  public static Facts facts(Operation operation, Upload form) {
    var model = model(form);
    var stream = only(form, "stream");
    return new Facts(
        operation,
        text(form, model),
        null,
        stream != null && isTrue(text(form, stream)),
        null,
        null,
        false,
        null,
        false,
        Labels.NONE);
  }

  /// Returns the form with the target's name of the model.
  public static Upload forTarget(Upload form, Facts facts, String model) {
    return model.equals(facts.model()) ? form : form.with(model(form), model);
  }

  private static FormPart model(Upload form) {
    var part = only(form, "model");
    if (part == null || part.length() == 0) {
      throw RequestBodyParser.invalid("you must provide a `model` parameter", "model");
    }
    return part;
  }

  /// Returns a field that is given once; null where it is missing.
  private static @Nullable FormPart only(Upload form, String name) {
    FormPart found = null;
    for (var part : form.parts()) {
      if (!part.name().equals(name)) continue;
      if (found != null) {
        throw RequestBodyParser.invalid("'" + name + "' is given twice.", name);
      }
      if (part.isFile()) {
        throw RequestBodyParser.invalid("'" + name + "' is a file; send it as a field.", name);
      }
      found = part;
    }
    return found;
  }

  private static String text(Upload form, FormPart part) {
    if (part.length() > MOST_NAME) {
      throw RequestBodyParser.invalid("'" + part.name() + "' is too long.", part.name());
    }
    return form.text(part, MOST_NAME);
  }

  private static boolean isTrue(String text) {
    var word = text.strip().toLowerCase(Locale.ROOT);
    return word.equals("true") || word.equals("1");
  }
}
