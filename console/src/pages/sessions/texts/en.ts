const en = {
  title: 'Sessions',
  lead: 'Calls that belong together: a conversation, or a task of a coding agent.',
  search: 'Search questions and answers',
  columns: {
    activity: 'Last activity',
    client: 'Client',
    question: 'First question',
    calls: 'Calls',
    tools: 'Tools',
    errors: 'Errors',
    cached: 'Cached',
    cost: 'Cost',
  },
  hints: {
    tools: 'How many tools the model called',
    cached: 'Share of the input that came from the prompt cache',
  },
  noQuestion: 'no text',
  lasted: (length: string) => `lasted ${length}`,
  moreModels: (count: string) => `+${count}`,
  figures: (calls: string, tools: string) =>
    `${calls} ${calls === '1' ? 'call' : 'calls'} · ${tools} ${tools === '1' ? 'tool' : 'tools'}`,
  errors: (count: string) => `${count} ${count === '1' ? 'error' : 'errors'}`,
  cached: (share: string) => `${share} cached`,
  unpriced: (count: string) => `+ ${count} unpriced`,
  onlyModel: (model: string) => `Only sessions with calls of ${model}`,
  more: 'Show earlier sessions',
  end: (count: string, all: number) => (all === 1 ? '1 session in this range.' : `${count} sessions in this range.`),
  lookedUntil: (time: string) => `Looked back to ${time}.`,
  empty: 'No sessions in this range.',
  emptyFiltered: 'No sessions in this range have calls with all of this. Drop a condition, or look further back.',
  emptyHint:
    'A call belongs to a session when its client names one: by the header x-session-id, by the headers that Claude Code, Codex and opencode send, or by prompt_cache_key.',
  further: 'Look at the last 7 days',
  connect: 'Connect a client',
  keys: { next: 'Next session', previous: 'Previous session', search: 'Search' },
};

export default en;
export type SessionsTexts = typeof en;
