package io.llmcallgateway.model;

/// The session, such as a conversation or a coding task, that a call belongs to.
///
/// @param source the header or the member of the body that names it
public record Session(String id, String source) {}
