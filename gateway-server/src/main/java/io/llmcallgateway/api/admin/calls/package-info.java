/// The journal as it is asked for: queries as text, calls as JSON, CSV and replayable files.
@NullMarked
package io.llmcallgateway.api.admin.calls;

import org.jspecify.annotations.NullMarked;
