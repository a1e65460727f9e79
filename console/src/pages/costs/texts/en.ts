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
  cost: 'Cost',
  change: 'Against before',
  before: (amount: string) => `${amount} before`,
  unpricedCalls: (count: string, number: number) =>
    `${count} ${number === 1 ? 'call' : 'calls'} without a known price, not in the sums`,
  days: 'By day',
  day: (day: string, group: string, amount: string, calls: string) => `${group}, ${day}: ${amount}, ${calls} calls`,
  without: '(without)',
  other: 'All others',
  inexact: 'Not all calls of this range were looked at: the sums are lower bounds.',
  empty: 'No calls in this range.',
  unpriced: {
    title: 'Models without a price',
    lead: 'Their calls have usage and no cost. Add a line to prices.yaml; prices reprice gives past calls their cost.',
  },
  differs: 'Calls whose provider reports another cost',
};

export default en;
export type CostsTexts = typeof en;
