@NullMarked
package io.llmcallgateway.store.sql;

import org.jspecify.annotations.NullMarked;
