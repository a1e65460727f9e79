const en = {
  title: 'Costs',
  lead: 'What calls cost, by day and by whoever caused it. Every figure leads to its calls.',
  by: {
    label: 'By',
    model: 'Model',
    provider: 'Provider',
    key: 'Key',
    user: 'User',
    session: 'Session',
    tag: 'Tag …',
    tagName: 'Name of the tag',
  },
  csv: 'Download CSV',
  total: 'Cost',
  calls: 'Calls',
  input: 'Input tokens',
  cached: 'Cached',
  output: 'Output tokens',
  /** What each kind of usage cost. */
  kinds: {
    input: 'Uncached input, cost',
    cache_read: 'Cache reads, cost',
    cache_write: 'Cache writes, cost',
    output: 'Output, cost',
    reasoning: 'Reasoning, cost',
    other: 'Other, cost',
  },
  cost: 'Cost',
  cache: {
    column: 'Cache savings',
    saved: (amount: string) => `The prompt cache saved ${amount}.`,
    lost: (amount: string) => `The prompt cache cost ${amount} more than it saved.`,
    how: 'What cached input would have cost at the plain price, less what it cost and what writing to the cache cost more.',
    unknown: (count: string, number: number) =>
      `Not known of ${count} ${number === 1 ? 'call' : 'calls'} without a price.`,
  },
  change: 'Against before',
  before: (amount: string) => `${amount} before`,
  unpricedCalls: (count: string, number: number) =>
    `${count} ${number === 1 ? 'call' : 'calls'} without a known price, not in the sums`,
  days: 'By day',
  day: (day: string, group: string, amount: string, calls: string) =>
    `${group}, ${day}: ${amount}, ${calls} ${calls === '1' ? 'call' : 'calls'}`,
  noTag: (name: string) => `No call of this range has the tag “${name}”.`,
  without: '(without)',
  other: 'All others',
  inexact: 'Not all calls of this range were looked at: the sums are lower bounds.',
  unpriced: {
    title: 'Models without a price',
    calls: (count: string, number: number) => (number === 1 ? `${count} call` : `${count} calls`),
    lead: 'Their calls have usage and no cost. Add a line to prices.yaml; prices reprice gives past calls their cost.',
  },
  differs: 'Calls whose provider reports another cost',
};

export default en;
export type CostsTexts = typeof en;
