package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.chat.OutputFormat;

/// Writes the instruction for a model that cannot be held to a JSON format otherwise. Its answer is
/// checked, see `WrittenRequest.formatEnforcedByGateway`.
public final class FormatInstruction {
  private FormatInstruction() {}

  public static String instruction(OutputFormat format) {
    return switch (format) {
      case OutputFormat.JsonObject _ ->
          "Answer with one JSON object and nothing else: no explanation, no code fence.";
      case OutputFormat.JsonSchema schema ->
          "Answer with one JSON value and nothing else: no explanation, no code fence. It must be"
              + " valid against this JSON Schema:\n"
              + schema.schema();
    };
  }
}
