/// Monitors ended calls and sends alerts to the log and a webhook.
@NullMarked
package io.llmcallgateway.alert;

import org.jspecify.annotations.NullMarked;
