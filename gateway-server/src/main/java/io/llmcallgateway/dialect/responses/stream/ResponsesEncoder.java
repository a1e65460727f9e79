package io.llmcallgateway.dialect.responses.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.responses.answer.AnswerWriter;
import io.llmcallgateway.dialect.responses.answer.ResponseObject;
import io.llmcallgateway.dialect.responses.content.CarriedReasoning;
import io.llmcallgateway.dialect.responses.content.ReasoningItems;
import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.BlockSequencer;
import io.llmcallgateway.dialect.support.CustomToolCallBuffer;
import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a stream for a client. The last event repeats the whole answer, so this is the one
/// encoder that gathers it: finished items, and an open item's text (see `OutputItemWriter` for the
/// cap).
public final class ResponsesEncoder implements StreamEncoder {
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(UTF_8);

  private final BlockSequencer order = new BlockSequencer();
  private final CustomToolCallBuffer forms;
  private final ResponseObject response;
  private final EventWriter events = new EventWriter();
  private final ArrayNode output = Json.MAPPER.createArrayNode();
  private @Nullable OutputItemWriter open;
  private boolean started;
  private boolean refused;
  private int textBefore;
  private final CarriedReasoning carried = new CarriedReasoning();
  private @Nullable Finish finish;
  private @Nullable Usage usage;

  public ResponsesEncoder(AnswerContext asked) {
    this.response = new ResponseObject(asked);
    this.forms = new CustomToolCallBuffer(asked.request());
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public void encode(ChatEvent event, ByteSink out) {
    events.to(out);
    forms.take(event, each -> order.take(each, this::take));
  }

  private void take(ChatEvent event) {
    if (event instanceof ChatEvent.Started told) {
      response.answeredBy(told.model(), told.created());
      start();
      return;
    }
    start();
    switch (event) {
      case ChatEvent.Started _ -> {}
      case ChatEvent.Text text -> {
        if (text.choice() == 0 && !text.text().isEmpty())
          item(OutputItemWriter.Kind.MESSAGE).text(text.text());
        carried.forget();
      }
      case ChatEvent.Refusal refusal -> {
        if (refusal.choice() != 0) return;
        refused = true;
        item(OutputItemWriter.Kind.MESSAGE).refusal(refusal.text());
      }
      case ChatEvent.Reasoning reasoning -> {
        if (reasoning.choice() != 0 || reasoning.text().isEmpty()) return;
        item(OutputItemWriter.Kind.REASONING).reasoning(reasoning.text());
        carried.text(reasoning.text());
      }
      case ChatEvent.Signed signed -> {
        if (signed.choice() != 0) return;
        item(OutputItemWriter.Kind.REASONING).sign(signed.signature());
        close("completed");
        ReasoningItems.carry(signed.signature(), carried);
      }
      case ChatEvent.CallStarted call -> {
        if (call.choice() != 0) return;
        close("completed");
        var signature = call.signature();
        if (signature != null) {
          item(OutputItemWriter.Kind.REASONING).sign(ReasoningItems.forCall(signature));
          close("completed");
        }
        var id = carried.intoId(call.id(), signature);
        var form = forms.form(call.name());
        open = OutputItemWriter.call(events, response, output.size(), id, call.name(), form);
      }
      case ChatEvent.CallArguments arguments -> {
        if (arguments.choice() == 0 && open != null) open.arguments(arguments.fragment());
      }
      case ChatEvent.CallEnded ended -> {
        if (ended.choice() == 0) close("completed");
      }
      case ChatEvent.Cited cited -> {
        if (cited.choice() != 0) return;
        var annotation = AnswerWriter.annotation(cited.citation(), textBefore);
        if (annotation != null) item(OutputItemWriter.Kind.MESSAGE).cite(annotation);
      }
      case ChatEvent.Logprobs logprobs -> {
        if (logprobs.choice() == 0 && open != null) open.logprobs(logprobs.logprobs());
      }
      case ChatEvent.Media media -> {
        if (media.choice() != 0) return;
        close("completed");
        var item = AnswerWriter.image(media.media(), response.itemId("ig", output.size()));
        if (item != null) whole(item);
      }
      case ChatEvent.Block block -> {
        boolean own = block.block().dialect().equals(TypedMembers.DIALECT);
        if (block.choice() != 0 || !own) return;
        close("completed");
        whole(block.block().node());
      }
      case ChatEvent.Finished finished -> {
        if (finished.choice() == 0) finish = finished.finish();
      }
      case ChatEvent.Used used -> usage = used.usage();
    }
  }

  private void start() {
    if (started) return;
    started = true;
    var now = response.write("in_progress", null, null, array(), null, null);
    events.response("response.created", now);
    events.response("response.in_progress", now);
  }

  private static ArrayNode array() {
    return Json.MAPPER.createArrayNode();
  }

  /// Returns the open item if it is of that kind, else a new one.
  private OutputItemWriter item(OutputItemWriter.Kind kind) {
    if (open != null && open.kind() == kind) return open;
    close("completed");
    var fresh = OutputItemWriter.of(kind, events, response, output.size());
    open = fresh;
    return fresh;
  }

  private void close(String status) {
    if (open == null) return;
    textBefore += open.textLength();
    output.add(open.close(status));
    open = null;
  }

  private void whole(ObjectNode item) {
    events.item("response.output_item.added", output.size(), item);
    events.item("response.output_item.done", output.size(), item);
    output.add(item);
  }

  @Override
  public void end(ByteSink out) {
    events.to(out);
    order.end(this::take);
    start();
    var explanation = finish == null ? null : finish.refusal();
    if (!refused && explanation != null) item(OutputItemWriter.Kind.MESSAGE).refusal(explanation);
    var reason = ResponseObject.incomplete(finish, refused);
    var status = reason == null ? "completed" : "incomplete";
    close(status);
    events.response(
        "response." + status,
        response.write(status, reason, null, output, usage, ServedTier.of(usage)));
  }

  @Override
  public void error(Failure failure, ByteSink out) {
    events.to(out);
    start();
    close("incomplete");
    events.error(failure);
    var error = EventWriter.failedError(failure);
    events.response("response.failed", response.write("failed", null, error, output, usage, null));
  }

  @Override
  public void keepAlive(ByteSink out) {
    out.write(KEEP_ALIVE);
  }
}
