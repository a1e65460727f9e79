/// Pages about the settings in force: their values and origins, providers, models and prices.
@NullMarked
package io.llmcallgateway.api.admin.settings;

import org.jspecify.annotations.NullMarked;
