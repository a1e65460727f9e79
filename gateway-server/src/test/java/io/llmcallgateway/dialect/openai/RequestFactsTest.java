package io.llmcallgateway.dialect.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.dialect.openai.request.RequestFacts;
import io.llmcallgateway.dialect.openai.request.RequestSplice;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestFactsTest {
  private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  private static Facts chat(String json) {
    return RequestFacts.read(Operation.CHAT, Body.utf8(json));
  }

  private static Failure refused(Operation operation, Body body) {
    var e = catchThrowableOfType(GatewayException.class, () -> RequestFacts.read(operation, body));
    assertThat(e).as("refused").isNotNull();
    assertThat(e.failure().kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
    return e.failure();
  }

  private static Failure refused(String json) {
    return refused(Operation.CHAT, Body.utf8(json));
  }

  private static String text(Body body, Facts facts) {
    return facts.userText() == null ? "" : body.slice(facts.userText()).utf8();
  }

  @Test
  void reads_what_routing_needs_whatever_the_order_and_the_white_space() {
    var body =
        Body.utf8(
            """
            { "messages" : [ {"role":"system","content":"你是助手"},
                {"content":"第一","role":"user"}, {"role":"assistant","content":null},
                {"role":"user","content":[{"type":"text","text":"看图"},
                   {"type":"image_url","image_url":{"url":"data:x"}},{"type":"text","text":"最后"}]}],
              "unknown": {"model":"not this one", "deep":[[[]]]}, "stream" : true ,
              "model" :  "gpt-4o-mini" }
            """);
    var facts = RequestFacts.read(Operation.CHAT, body);
    assertThat(facts.model()).isEqualTo("gpt-4o-mini");
    assertThat(body.slice(Objects.requireNonNull(facts.modelSpan())).utf8())
        .isEqualTo("\"gpt-4o-mini\"");
    assertThat(facts.stream()).isTrue();
    assertThat(text(body, facts)).isEqualTo("\"最后\"");
  }

  @Test
  void reads_escaped_model_names() {
    var facts = chat("{\"model\":\"\\u5feb\\/\\\"速\"," + MESSAGES + "}");
    assertThat(facts.model()).isEqualTo("快/\"速");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"a string\"', '\"a string\"'",
    "'[\"one\",\"two\"]', '\"two\"'",
    "'[1,2,3]', ''",
    "'[[1,2],[3]]', ''"
  })
  void reads_every_form_of_an_embedding_s_input(String input, String expected) {
    var body = Body.utf8("{\"model\":\"e\",\"input\":" + input + "}");
    var facts = RequestFacts.read(Operation.EMBEDDING, body);
    assertThat(text(body, facts)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|empty",
        "nonsense|not valid JSON",
        "[]|must be a JSON object",
        "{\"model\":\"m\",|not valid JSON",
        "{\"model\":\"m\",\"messages\":[|ends too early",
        "{\"model\":\"m\"}x|not valid JSON",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]} {}|more than one",
        "{\"messages\":[{\"role\":\"user\"}]}|`model`",
        "{\"model\":\"\",\"messages\":[{\"role\":\"user\"}]}|`model`",
        "{\"model\":7,\"messages\":[{\"role\":\"user\"}]}|'model': expected a string",
        "{\"model\":\"a\",\"model\":\"b\"}|'model' is given twice",
        "{\"model\":\"m\"}|'messages'",
        "{\"model\":\"m\",\"messages\":[]}|'messages' is empty",
        "{\"model\":\"m\",\"messages\":\"hi\"}|'messages': expected an array",
        "{\"model\":\"m\",\"messages\":[\"hi\"]}|'messages[0]': expected an object",
        "{\"model\":\"m\",\"messages\":[{\"content\":\"x\"}]}|'messages[0].role'",
        "{\"model\":\"m\",\"messages\":[{\"role\":1}]}|'messages[0].role': expected a string",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":5}]}|content': expected",
        "{\"model\":\"m\",\"stream\":\"yes\"}|'stream': expected a boolean",
        "{\"model\":\"m\",\"stream_options\":[]}|'stream_options': expected an object",
      })
  void says_what_is_wrong(String json, String message) {
    assertThat(refused(json).message()).contains(message);
  }

  @Test
  void refuses_a_body_that_is_not_utf_8() {
    var json = "{\"model\":\"é\"," + MESSAGES + "}";
    assertThat(refused(Operation.CHAT, Body.of(json.getBytes(ISO_8859_1))).message())
        .contains("UTF-8");
    assertThat(refused(Operation.CHAT, Body.of(json.getBytes(UTF_16LE))).message())
        .contains("UTF-8");
  }

  @Test
  void refuses_a_thousand_levels() {
    var deep = "[".repeat(1000) + "]".repeat(1000);
    assertThat(refused("{\"model\":\"m\",\"x\":" + deep + "," + MESSAGES + "}").message())
        .contains("limit");
  }

  @Test
  void splices_the_model_and_nothing_else() {
    var body = Body.utf8("{ \"temperature\":1.0 , \"model\" : \"fast\", " + MESSAGES + " }");
    var facts = RequestFacts.read(Operation.CHAT, body);
    assertThat(RequestSplice.apply(body, facts, "快 \"x\"", true).utf8())
        .isEqualTo("{ \"temperature\":1.0 , \"model\" : \"快 \\\"x\\\"\", " + MESSAGES + " }");
    assertThat(RequestSplice.apply(body, facts, "fast", true)).isSameAs(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"model\":\"a\",\"stream\":true,M}|"
            + "{\"model\":\"b\",\"stream_options\":{\"include_usage\":true},\"stream\":true,M}",
        "{\"stream_options\":null,\"model\":\"a\",\"stream\":true,M}|"
            + "{\"stream_options\":{\"include_usage\":true},\"model\":\"b\",\"stream\":true,M}",
        "{\"model\":\"a\",\"stream_options\":{ },\"stream\":true,M}|"
            + "{\"model\":\"b\",\"stream_options\":{\"include_usage\":true },\"stream\":true,M}",
        "{\"stream_options\":{\"x\":1},\"model\":\"a\",\"stream\":true,M}|"
            + "{\"stream_options\":{\"include_usage\":true,\"x\":1},\"model\":\"b\",\"stream\":true,M}",
        "{\"model\":\"a\",\"stream_options\":{\"include_usage\":false},\"stream\":true,M}|"
            + "{\"model\":\"b\",\"stream_options\":{\"include_usage\":true},\"stream\":true,M}",
        "{\"model\":\"a\",\"stream_options\":{\"include_usage\":true},\"stream\":true,M}|"
            + "{\"model\":\"b\",\"stream_options\":{\"include_usage\":true},\"stream\":true,M}",
        "{\"model\":\"a\",\"stream\":false,M}|{\"model\":\"b\",\"stream\":false,M}",
      })
  void asks_for_stream_usage_wherever_the_options_stand(String given, String expected) {
    var body = Body.utf8(given.replace("M}", MESSAGES + "}"));
    var facts = RequestFacts.read(Operation.CHAT, body);
    assertThat(RequestSplice.apply(body, facts, "b", true).utf8())
        .isEqualTo(expected.replace("M}", MESSAGES + "}"));
  }
}
