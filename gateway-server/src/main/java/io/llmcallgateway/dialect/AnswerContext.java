package io.llmcallgateway.dialect;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.chat.ChatRequest;

/// The call that an answer is written for.
///
/// @param id the call's own, for ids of answers where the vendor gave none
/// @param createdAt epoch seconds, where the vendor gave none
/// @param model the target's name of the model, where the vendor's answer names none
public record AnswerContext(
    CallId id, Facts facts, ChatRequest request, Inbound inbound, long createdAt, String model) {}
