import type { CallDocument, Usage } from '../../api/calls';

/** The kinds of tokens that have prices of their own in prices.yaml. */
const KINDS: readonly [member: keyof Usage, kind: string][] = [
  ['cache_read', 'cache-read'],
  ['cache_write', 'cache-write'],
  ['cache_write_hour', 'cache-write-hour'],
  ['input_audio', 'input-audio'],
  ['input_image', 'input-image'],
  ['reasoning', 'reasoning'],
  ['output_audio', 'output-audio'],
  ['output_image', 'output-image'],
];

/** Returns the entry of prices.yaml that would price this call, with "?" for each amount. */
export function missingPrice(call: CallDocument): string {
  const model = call.model_returned ?? call.model_sent ?? call.model;
  const used = KINDS.filter(([member]) => Number(call.usage?.[member] ?? 0) > 0).map(([, kind]) => kind);
  const prices = ['input', ...used, 'output'].map(kind => `${kind}: "?"`).join(', ');
  return `lists:
  ${yaml(call.provider ?? call.attempts.at(-1)?.provider ?? 'provider')}:
    models:
      - { name: ${yaml(model)}, prices: [ { ${prices} } ] }
`;
}

/** Quotes what YAML would not read as a plain name. */
function yaml(text: string): string {
  return /^[A-Za-z][\w.-]*$/.test(text) && !/^(true|false|yes|no|on|off|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
