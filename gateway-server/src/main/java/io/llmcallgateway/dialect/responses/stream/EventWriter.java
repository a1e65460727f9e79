package io.llmcallgateway.dialect.responses.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.support.ContextOverflow;
import io.llmcallgateway.dialect.support.OpenAiErrorWriter;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// Writes server-sent events and numbers them.
public final class EventWriter {
  private static final byte[] SEQUENCE = ",\"sequence_number\":".getBytes(UTF_8);
  private static final byte[] END = "}\n\n".getBytes(UTF_8);

  private ByteSink out = new ByteSink();
  private int sequence;

  public void to(ByteSink sink) {
    out = sink;
  }

  /// Returns the beginning of an event whose further members follow.
  static byte[] head(String type, String members) {
    return ("event: " + type + "\ndata: {\"type\":\"" + type + "\"" + members).getBytes(UTF_8);
  }

  /// Writes an event made of its beginning, a string and the end.
  void write(byte[] head, String text, byte[] tail) {
    out.write(head);
    out.write(Json.string(text));
    out.write(tail);
    finish();
  }

  private void finish() {
    out.write(SEQUENCE);
    out.ascii(Integer.toString(sequence++));
    out.write(END);
  }

  void write(String type, ObjectNode members) {
    out.write(head(type, members.isEmpty() ? "" : ","));
    var json = Json.MAPPER.writeValueAsBytes(members);
    out.write(json, 1, json.length - 2);
    finish();
  }

  public void response(String type, ObjectNode response) {
    var members = Json.MAPPER.createObjectNode();
    members.set("response", response);
    write(type, members);
  }

  void item(String type, int index, ObjectNode item) {
    var members = Json.MAPPER.createObjectNode().put("output_index", index);
    members.set("item", item);
    write(type, members);
  }

  /// Writes an error event with its members both at the top, as documented, and in `error`, as
  /// OpenAI sends them: clients read either.
  public void error(Failure failure) {
    write("error", errorMembers(failure));
  }

  /// Returns the `error` of a failed response, by which Codex decides what to do.
  public static ObjectNode failedError(Failure failure) {
    var error = Json.MAPPER.createObjectNode();
    var code = failure.code();
    error.put("code", code == null ? "server_error" : code);
    return error.put("message", ContextOverflow.openAi(failure));
  }

  static ObjectNode errorMembers(Failure failure) {
    var members = Json.MAPPER.createObjectNode();
    members.put("code", failure.code());
    members.put("message", ContextOverflow.openAi(failure));
    members.put("param", failure.param());
    members.set("error", OpenAiErrorWriter.of(failure).path("error"));
    return members;
  }
}
