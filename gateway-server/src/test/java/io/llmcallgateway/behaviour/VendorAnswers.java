package io.llmcallgateway.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.AwsEventWriter;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A vendor's short answer with a usage, whole or streamed, in each vendor's form.
///
/// @param model as the answer names it
/// @param usage as the vendor tells it
/// @param tier as the vendor names what served, null for nothing; where the usage itself has it, it
///   is put there
record VendorAnswers(String model, String usage, @Nullable String tier) {
  Script script(String dialect, boolean stream) {
    if (!stream) return Scripts.json(plain(dialect));
    return switch (dialect) {
      case "cohere" -> Scripts.stream(cohere());
      case "anthropic" -> Scripts.stream(anthropic());
      case "gemini" -> Scripts.stream(gemini());
      case "bedrock" ->
          Scripts.answer(200, bedrock(), "Content-Type: " + AwsEventWriter.CONTENT_TYPE);
      default -> Scripts.stream(chat());
    };
  }

  private static ObjectNode node(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"'));
  }

  private ObjectNode usageNode() {
    return (ObjectNode) Json.MAPPER.readTree(usage);
  }

  private String plain(String dialect) {
    var answer =
        switch (dialect) {
          case "cohere" ->
              node(
                  "{'id':'x','finish_reason':'COMPLETE','message':{'role':'assistant',"
                      + "'content':[{'type':'text','text':'好'}]}}");
          case "anthropic" ->
              node(
                  "{'id':'x','type':'message','role':'assistant','content':[{'type':'text',"
                      + "'text':'好'}],'stop_reason':'end_turn','stop_sequence':null}");
          case "gemini" ->
              node(
                  "{'candidates':[{'content':{'role':'model','parts':[{'text':'好'}]},"
                      + "'finishReason':'STOP','index':0}]}");
          case "bedrock" ->
              node(
                  "{'output':{'message':{'role':'assistant','content':[{'text':'好'}]}},"
                      + "'stopReason':'end_turn','metrics':{'latencyMs':1}}");
          default ->
              node(
                  "{'id':'x','object':'chat.completion','created':1,'choices':[{'index':0,"
                      + "'message':{'role':'assistant','content':'好'},'finish_reason':'stop'}]}");
        };
    var told = usageNode();
    if (dialect.equals("gemini")) {
      answer.put("modelVersion", model);
      grounded(answer, told);
      answer.set("usageMetadata", told);
      return answer.toString();
    }
    if (dialect.equals("anthropic") && tier != null) told.put("service_tier", tier);
    if (dialect.equals("bedrock") && tier != null)
      answer.putObject("serviceTier").put("type", tier);
    if (dialect.equals("openai") && tier != null) answer.put("service_tier", tier);
    answer.put("model", model);
    answer.set("usage", told);
    return answer.toString();
  }

  /// Searches stand beside the content; the test's usages have them among the tokens.
  private static void grounded(ObjectNode answer, ObjectNode usage) {
    var queries = usage.remove("webSearchQueries");
    if (queries == null) return;
    var candidate = (ObjectNode) answer.at("/candidates/0");
    candidate.putObject("groundingMetadata").set("webSearchQueries", queries);
  }

  private static String event(ObjectNode data) {
    return "event: %s\ndata: %s\n\n".formatted(data.path("type").asString(), data);
  }

  private String[] cohere() {
    var end = node("{'type':'message-end','delta':{'finish_reason':'COMPLETE'}}");
    ((ObjectNode) end.path("delta")).set("usage", usageNode());
    return new String[] {
      event(node("{'type':'message-start','id':'x','delta':{'message':{'role':'assistant'}}}")),
      event(
          node(
              "{'type':'content-start','index':0,'delta':{'message':{'content':{'type':'text',"
                  + "'text':''}}}}")),
      event(
          node("{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'好'}}}}")),
      event(node("{'type':'content-end','index':0}")),
      event(end)
    };
  }

  /// The prompt is told at the beginning, what was said at the end.
  private String[] anthropic() {
    var told = usageNode();
    if (tier != null) told.put("service_tier", tier);
    var output = told.path("output_tokens");
    told.put("output_tokens", 1);
    var start =
        node("{'type':'message_start','message':{'id':'x','type':'message','role':'assistant'}}");
    var message = (ObjectNode) start.path("message");
    message.put("model", model).putArray("content");
    message.set("usage", told);
    var end =
        node("{'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null}}");
    end.putObject("usage").set("output_tokens", output);
    return new String[] {
      event(start),
      event(
          node(
              "{'type':'content_block_start','index':0,'content_block':{'type':'text',"
                  + "'text':''}}")),
      event(
          node(
              "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta',"
                  + "'text':'好'}}")),
      event(node("{'type':'content_block_stop','index':0}")),
      event(end),
      event(node("{'type':'message_stop'}"))
    };
  }

  private String[] gemini() {
    var first =
        node("{'candidates':[{'content':{'role':'model','parts':[{'text':'好'}]},'index':0}]}");
    var last =
        node("{'candidates':[{'finishReason':'STOP','index':0}]}").put("modelVersion", model);
    var told = usageNode();
    grounded(last, told);
    last.set("usageMetadata", told);
    return new String[] {"data: " + first + "\r\n\r\n", "data: " + last + "\r\n\r\n"};
  }

  private byte[] bedrock() {
    var metadata = node("{'metrics':{'latencyMs':1}}");
    metadata.set("usage", usageNode());
    if (tier != null) metadata.putObject("serviceTier").put("type", tier);
    var out = new ByteSink();
    frame("messageStart", node("{'role':'assistant'}"), out);
    frame("contentBlockDelta", node("{'contentBlockIndex':0,'delta':{'text':'好'}}"), out);
    frame("contentBlockStop", node("{'contentBlockIndex':0}"), out);
    frame("messageStop", node("{'stopReason':'end_turn'}"), out);
    frame("metadata", metadata, out);
    return out.toByteArray();
  }

  private static void frame(String type, ObjectNode payload, ByteSink out) {
    var bytes = ByteBuffer.wrap(payload.toString().getBytes(UTF_8));
    new AwsEventWriter().write(AwsEventWriter.event(type), bytes, out);
  }

  private String[] chat() {
    var last = chunk("[]");
    last.set("usage", usageNode());
    return new String[] {
      "data: " + chunk("[{'index':0,'delta':{'role':'assistant','content':'好'}}]") + "\n\n",
      "data: " + chunk("[{'index':0,'delta':{},'finish_reason':'stop'}]") + "\n\n",
      "data: " + last + "\n\n",
      "data: [DONE]\n\n"
    };
  }

  private ObjectNode chunk(String choices) {
    var chunk = node("{'id':'x','object':'chat.completion.chunk','created':1}").put("model", model);
    chunk.set("choices", Json.MAPPER.readTree(choices.replace('\'', '"')));
    if (tier != null) chunk.put("service_tier", tier);
    return chunk;
  }
}
