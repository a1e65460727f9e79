/** What a failure means and what to do about it. */
interface Advice {
  title: string;
  todo: string;
}

const codes = {
  invalid_request: {
    title: 'The request is not valid',
    todo: 'Correct the member that the message names. Sending the same request again will not help.',
  },
  context_length_exceeded: {
    title: 'The prompt is too long for the model',
    todo: 'Shorten the conversation, ask for fewer output tokens, or choose a model with a larger context.',
  },
  invalid_api_key: {
    title: 'The client’s key was not accepted',
    todo: 'Send the gateway’s key as “Authorization: Bearer …” (or x-api-key). It is API_KEY in the gateway’s settings.',
  },
  forbidden: {
    title: 'Not permitted',
    todo: 'The key may not use this model or feature. Ask whoever manages the account for access, or choose another model.',
  },
  unknown_url: {
    title: 'There is no such path',
    todo: 'Look at the base URL of the client: most want it to end with /v1, some add /v1 themselves.',
  },
  model_not_found: {
    title: 'The model is not known',
    todo: 'Look up the name on Models & providers; names of a provider’s models may need its prefix (provider/model).',
  },
  method_not_allowed: { title: 'Wrong HTTP method', todo: 'Calls are sent with POST.' },
  request_timeout: {
    title: 'The request did not arrive in time',
    todo: 'The client stopped sending its body. Look at the network between client and gateway.',
  },
  request_too_large: {
    title: 'The request is too large',
    todo: 'Send smaller images or files, or raise the gateway’s limit for request bodies.',
  },
  unsupported_encoding: {
    title: 'The body’s encoding is not supported',
    todo: 'Send the body plain or with gzip.',
  },
  headers_too_large: { title: 'The headers are too large', todo: 'Send fewer or shorter headers.' },
  insufficient_quota: {
    title: 'The quota is used up',
    todo: 'Add credit at the provider or raise the limit of its account; a fallback to another provider bridges the time.',
  },
  rate_limit_exceeded: {
    title: 'Too many requests',
    todo: 'Wait and try again, send less at once, or add a second target to the model’s group.',
  },
  internal_error: {
    title: 'The gateway itself failed',
    todo: 'Its error log has the reason under this call’s id. Please report it.',
  },
  unsupported: {
    title: 'The target cannot do what was asked',
    todo: 'Choose a model or provider that supports it, or leave the feature out.',
  },
  upstream_auth: {
    title: 'The provider refused the gateway’s key',
    todo: 'Correct the provider’s key in the gateway’s settings, then use “Test” on Models & providers.',
  },
  upstream_error: {
    title: 'The provider failed',
    todo: 'Try again; if it lasts, look at the provider’s status page and configure a fallback.',
  },
  upstream_unreachable: {
    title: 'The provider cannot be reached',
    todo: 'Look at its base URL, the DNS, the proxy and the firewall of the gateway’s machine.',
  },
  upstream_stream_cut: {
    title: 'The provider’s stream broke off',
    todo: 'What had arrived went to the client. Try again; if it lasts, look at proxies between gateway and provider.',
  },
  overloaded: {
    title: 'Too much at once',
    todo: 'Try again in a moment. If the gateway is the bottleneck, raise its limits or its memory.',
  },
  'provider:overloaded': {
    title: 'The provider is overloaded',
    todo: 'Try again in a moment; a fallback to another provider in gateway.yaml keeps such calls from failing.',
  },
  gateway_stopping: { title: 'The gateway was stopping', todo: 'Try again once it has started.' },
  gateway_killed: {
    title: 'The gateway was killed during the call',
    todo: 'Look at why its process ended: memory, the operating system, or a deployment. Then try again.',
  },
  timeout: {
    title: 'No answer in time',
    todo: 'Use streaming for long answers, raise the timeout, or configure a hedge or a fallback.',
  },
} satisfies Record<string, Advice>;

const en = {
  codes: codes as Record<keyof typeof codes, Advice>,
  unknown: {
    client: { title: 'The request was refused', todo: 'The message says what to change in the request.' },
    gateway: { title: 'The gateway refused the call', todo: 'The message and the gateway’s error log say why.' },
    provider: {
      title: 'The provider refused the call',
      todo: 'The message is the provider’s own; its documentation explains the code.',
    },
  },
  cancelled: {
    title: 'The client left before the end',
    todo: 'What was used until then is counted. Look at the client’s timeout if nobody pressed “stop”.',
  },
  fault: (name: string) => `Fault: ${name}`,
  todo: 'What to do',
  param: 'Member',
  model: 'Asked for',
};

export default en;
export type ErrorTexts = typeof en;
