/// Alerts: what is watched about ended calls, and how it is told to a webhook.
@NullMarked
package io.llmcallgateway.alert;

import org.jspecify.annotations.NullMarked;
