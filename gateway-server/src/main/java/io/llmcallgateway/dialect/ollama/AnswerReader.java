package io.llmcallgateway.dialect.ollama;

import io.llmcallgateway.dialect.AnswerAssembler;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.chat.ChatAnswer;

/// Reads a plain answer: it is what one line of a stream is.
final class AnswerReader {
  private AnswerReader() {}

  static ChatAnswer read(Body body, String provider, CallIds ids) {
    var decoder = new OllamaDecoder(provider, ids);
    var assembler = new AnswerAssembler();
    var bytes = body.toByteArray();
    decoder.read(bytes, 0, bytes.length, assembler::take);
    decoder.end(assembler::take);
    return assembler.answer();
  }
}
