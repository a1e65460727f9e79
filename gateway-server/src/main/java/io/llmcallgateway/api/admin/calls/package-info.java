/// The journal over HTTP: queries as text, calls as JSON, CSV and files for other tools.
@NullMarked
package io.llmcallgateway.api.admin.calls;

import org.jspecify.annotations.NullMarked;
