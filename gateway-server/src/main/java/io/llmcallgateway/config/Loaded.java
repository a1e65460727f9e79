package io.llmcallgateway.config;

public record Loaded(Settings settings) {}
