package io.llmcallgateway.upstream.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The model `speech`: makes a tone of each character, as a WAV file or as events.
record SpeechModel(String text) {
  private static final int RATE = 8_000;
  private static final int SAMPLES = RATE / 12;
  private static final int TONE_BYTES = 2 * SAMPLES;
  private static final int HEADER_BYTES = 44;
  private static final double LOUDNESS = 8_000;
  private static final int MOST_CHARACTERS = 4_096;

  static SpeechModel of(DemoRequest request) throws ErrorReplyException {
    var input = request.body().path("input");
    if (input.isMissingNode()) throw DemoRequest.missing("input");
    var text = input.stringValue("");
    if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
      throw ErrorReplyException.badRequest(
          "input", null, "'input' must be a text of 1 to " + MOST_CHARACTERS + " characters.");
    }
    return new SpeechModel(text);
  }

  /// Returns the file, a piece for each character.
  Iterator<BodyChunk> file() {
    var header = Stream.of(new BodyChunk(header(), 0));
    var tones = IntStream.range(0, tones()).mapToObj(i -> new BodyChunk(tone(i), i + 1));
    return Stream.concat(header, tones).iterator();
  }

  /// Returns the same as events, the last of which has the usage.
  Iterator<BodyChunk> events() {
    var events = new ArrayList<BodyChunk>();
    for (var pieces = file(); pieces.hasNext(); ) {
      var piece = pieces.next();
      var sound = Base64.getEncoder().encodeToString(piece.bytes().array());
      var event = "{\"type\":\"speech.audio.delta\",\"audio\":\"" + sound + "\"}";
      events.add(BodyChunk.of("data: " + event + "\n\n", piece.tokens()));
    }
    int input = TokenSplitter.count(text);
    var done =
        """
        data: {"type":"speech.audio.done","usage":{"input_tokens":%d,"output_tokens":%d,"total_tokens":%d}}

        """
            .formatted(input, tones(), input + tones());
    events.add(BodyChunk.of(done, tones()));
    return events.iterator();
  }

  private int tones() {
    return text.codePointCount(0, text.length());
  }

  private ByteBuffer header() {
    int bytes = tones() * TONE_BYTES;
    return buffer(HEADER_BYTES)
        .put("RIFF".getBytes(US_ASCII))
        .putInt(HEADER_BYTES - 8 + bytes)
        .put("WAVEfmt ".getBytes(US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(RATE)
        .putInt(2 * RATE)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(US_ASCII))
        .putInt(bytes)
        .flip();
  }

  private ByteBuffer tone(int index) {
    int character = text.codePointAt(text.offsetByCodePoints(0, index));
    double hertz = 220 * Math.pow(2, character % 24 / 12.0);
    var tone = buffer(TONE_BYTES);
    for (int i = 0; i < SAMPLES; i++) {
      double swell = Math.sin(Math.PI * i / SAMPLES);
      tone.putShort((short) (LOUDNESS * swell * Math.sin(2 * Math.PI * hertz * i / RATE)));
    }
    return tone.flip();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
