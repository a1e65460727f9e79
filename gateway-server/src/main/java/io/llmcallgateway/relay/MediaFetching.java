package io.llmcallgateway.relay;

import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Replaces the web addresses of media in a conversation by what they hold, for a target that does
/// not fetch them itself.
///
/// @param takesUrl the kinds that the target fetches
record MediaFetching(MediaSource media, Predicate<Part.Kind> takesUrl) {
  ChatRequest of(ChatRequest request) throws InterruptedException {
    if (request.messages().stream().noneMatch(message -> isNeeded(message.parts()))) return request;
    var messages = new ArrayList<Message>(request.messages().size());
    for (var message : request.messages()) messages.add(message.with(fetched(message.parts())));
    var edited = request.edit();
    edited.messages.clear();
    edited.messages.addAll(messages);
    return edited.build();
  }

  private boolean isNeeded(List<Part> parts) {
    for (var part : parts) {
      if (part instanceof Part.Media one && isNeeded(one)) return true;
      if (part instanceof Part.ToolResult result && isNeeded(result.content())) return true;
    }
    return false;
  }

  private boolean isNeeded(Part.Media part) {
    boolean web =
        part.source() instanceof Part.Source.Url(var url)
            && (url.startsWith("http://") || url.startsWith("https://"));
    return web && !takesUrl.test(part.kind());
  }

  private List<Part> fetched(List<Part> parts) throws InterruptedException {
    var fetched = new ArrayList<Part>(parts.size());
    for (var part : parts) {
      if (part instanceof Part.Media one && isNeeded(one)) {
        fetched.add(media.fetch(one));
      } else if (part instanceof Part.ToolResult result) {
        fetched.add(
            new Part.ToolResult(
                result.callId(),
                result.name(),
                fetched(result.content()),
                result.error(),
                result.cache(),
                result.extras()));
      } else {
        fetched.add(part);
      }
    }
    return fetched;
  }
}
