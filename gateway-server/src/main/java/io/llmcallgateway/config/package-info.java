/// Typed settings, read from gateway.yaml, `.env`, variables and flags and checked once, with every
/// problem at its path and line.
@NullMarked
package io.llmcallgateway.config;

import org.jspecify.annotations.NullMarked;
