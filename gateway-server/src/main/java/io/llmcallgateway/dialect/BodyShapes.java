package io.llmcallgateway.dialect;

/// The shapes of a format's requests and of its plain answers.
public record BodyShapes(BodyShape request, BodyShape answer) {}
