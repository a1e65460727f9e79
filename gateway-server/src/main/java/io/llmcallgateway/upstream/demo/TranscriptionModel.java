package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.upload.Upload;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.Iterator;
import tools.jackson.databind.node.ObjectNode;

/// The model `transcription`: tells what it was sent, as JSON, text or events.
///
/// @param bytes the size of the file
record TranscriptionModel(String text, long bytes) {
  /// The bytes of a file that count as one token.
  private static final int BYTES_PER_TOKEN = 1_000;

  private static final int MOST_FIELD = 1_000;

  /// Returns the fields of a form as the members of a request.
  static DemoRequest read(Upload form) throws ErrorReplyException {
    var fields = Json.MAPPER.createObjectNode();
    for (var part : form.parts()) {
      if (!part.isFile()) fields.put(part.name(), form.text(part, MOST_FIELD));
    }
    return DemoRequest.read(Json.MAPPER.writeValueAsBytes(fields));
  }

  static TranscriptionModel of(Upload form) throws ErrorReplyException {
    for (var part : form.parts()) {
      if (!part.name().equals("file") || !part.isFile()) continue;
      var text = "This is %s, a file of %d bytes.".formatted(part.file(), part.length());
      return new TranscriptionModel(text, part.length());
    }
    throw DemoRequest.missing("file");
  }

  String json() {
    return withUsage(Json.MAPPER.createObjectNode()).toString();
  }

  /// Returns an event for each word, and the last one with the usage.
  Iterator<BodyChunk> events() {
    var events = new ArrayList<BodyChunk>();
    for (var word : text.splitWithDelimiters(" ", 0)) {
      var delta = Json.MAPPER.createObjectNode().put("type", "transcript.text.delta");
      events.add(event(delta.put("delta", word), events.size() + 1));
    }
    var done = Json.MAPPER.createObjectNode().put("type", "transcript.text.done");
    events.add(event(withUsage(done), events.size()));
    return events.iterator();
  }

  private static BodyChunk event(ObjectNode event, int tokens) {
    return BodyChunk.of("data: " + event + "\n\n", tokens);
  }

  private ObjectNode withUsage(ObjectNode document) {
    document.put("text", text);
    long heard = Math.ceilDiv(bytes, BYTES_PER_TOKEN);
    int said = TokenSplitter.count(text);
    var usage = document.putObject("usage").put("type", "tokens");
    usage.put("input_tokens", heard).put("output_tokens", said).put("total_tokens", heard + said);
    usage.putObject("input_token_details").put("text_tokens", 0).put("audio_tokens", heard);
    return document;
  }
}
