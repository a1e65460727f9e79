package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests that files in places for images, and bytes in places for addresses, are corrected on the
/// way to a target, also of the same format: vendors refuse them there.
final class MisplacedMediaTest extends SharedGateway {
  private static final String PDF = "data:application/pdf;base64,JVBERi0xLjQK";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              chat: { dialect: openai, base-url: "%2$s", api-key: k }
              res: { dialect: responses, base-url: "%2$s", api-key: k }
              ant: { dialect: anthropic, base-url: "%1$s", api-key: k }
              gem: { dialect: gemini, base-url: "%1$s", api-key: k }
            rules:
              - { model: "*", media: [image, document] }
            """
                .formatted(upstream.uri(), upstream.baseUrl()));
  }

  private static String body(String door, String model, boolean spaced, boolean stream) {
    var colon = spaced ? ": " : ":";
    var part =
        switch (door) {
          case "chat" -> "{'type':'image_url','image_url':{'url'%s'%s'}}".formatted(colon, PDF);
          case "image" -> "{'type':'input_image','image_url'%s'%s'}".formatted(colon, PDF);
          case "file" -> "{'type':'input_file','file_url'%s'%s'}".formatted(colon, PDF);
          case "ant" ->
              "{'type':'document','source':{'type':'url','url'%s'%s'}}".formatted(colon, PDF);
          default ->
              "{'fileData':{'mimeType':'application/pdf','fileUri'%s'%s'}}".formatted(colon, PDF);
        };
    var body =
        switch (door) {
          case "image", "file" ->
              "{'model':'%s','stream':%s,'input':[{'role':'user','content':[%s,{'type':'input_text','text':'读'}]}]}";
          case "gem" -> "{'contents':[{'role':'user','parts':[%3$s,{'text':'读'}]}]}";
          default ->
              "{'model':'%s','stream':%s,'max_tokens':9,'messages':[{'role':'user','content':[%s,{'type':'text','text':'读'}]}]}";
        };
    return body.formatted(model, stream, part).replace('\'', '"');
  }

  private static String path(String door, String model, boolean stream) {
    return switch (door) {
      case "chat" -> "/v1/chat/completions";
      case "image", "file" -> "/v1/responses";
      case "ant" -> "/v1/messages";
      default ->
          "/v1beta/models/%s:%s"
              .formatted(
                  model.replace("/", "%2F"),
                  stream ? "streamGenerateContent?alt=sse" : "generateContent");
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chat|chat/m|/messages/0/content/0/file/file_data",
        "image|res/m|/input/0/content/0/file_data",
        "file|res/m|/input/0/content/0/file_data",
        "ant|ant/m|/messages/0/content/0/source/data",
        "gem|gem/m|/contents/0/parts/0/inlineData/data",
      })
  void a_file_goes_to_the_member_for_files(String door, String model, String pointer)
      throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      for (boolean spaced : new boolean[] {false, true}) {
        gateway.post(path(door, model, stream), body(door, model, spaced, stream));
        var sent = upstream.take().json();
        assertThat(sent.at(pointer).asString("")).as(sent.toString()).endsWith("JVBERi0xLjQK");
      }
    }
  }
}
