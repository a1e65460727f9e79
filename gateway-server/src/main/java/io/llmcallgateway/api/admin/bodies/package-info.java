/// The bodies of a call over HTTP: their bytes, outlines, differences and prompt-cache diagnosis.
@NullMarked
package io.llmcallgateway.api.admin.bodies;

import org.jspecify.annotations.NullMarked;
