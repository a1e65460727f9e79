/// Rules about models as `model-rules.yaml` and gateway.yaml write them: which models a rule is
/// about, the members that it may have, and the builder that applies rules in order and makes
/// `ModelRules` of them.
@NullMarked
package io.llmcallgateway.rules;

import org.jspecify.annotations.NullMarked;
