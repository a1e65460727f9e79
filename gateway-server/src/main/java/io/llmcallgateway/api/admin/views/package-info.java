/// Views of the console that were saved under a name.
@NullMarked
package io.llmcallgateway.api.admin.views;

import org.jspecify.annotations.NullMarked;
