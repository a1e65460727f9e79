/** A turn of a new prompt. */
export interface Turn {
  /** Names the turn while it is edited. */
  key: number;
  role: 'user' | 'assistant';
  text: string;
  /** Pictures as `data:` addresses. */
  images: readonly string[];
}

/** A new prompt as the form has it. */
export interface Draft {
  system: string;
  turns: readonly Turn[];
  /** A JSON array of tools, or nothing. */
  tools: string;
  /** A JSON schema that the answer has to follow, or nothing. */
  schema: string;
  mostTokens: string;
  temperature: string;
  stream: boolean;
}

let keys = 0;

export function newTurn(role: Turn['role'], text = ''): Turn {
  return { key: ++keys, role, text, images: [] };
}

export function newDraft(): Draft {
  return {
    system: '',
    turns: [newTurn('user')],
    tools: '',
    schema: '',
    mostTokens: '1024',
    temperature: '',
    stream: true,
  };
}

/** Returns which fields do not hold what they have to. */
export function problemsOf(draft: Draft): ReadonlySet<'turns' | 'tools' | 'schema' | 'mostTokens' | 'temperature'> {
  const problems = new Set<'turns' | 'tools' | 'schema' | 'mostTokens' | 'temperature'>();
  if (draft.turns.every(({ text, images }) => text.trim() === '' && images.length === 0)) problems.add('turns');
  if (draft.tools.trim() && !Array.isArray(parse(draft.tools))) problems.add('tools');
  const schema = draft.schema.trim() ? parse(draft.schema) : {};
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) problems.add('schema');
  if (draft.mostTokens.trim() && !/^[1-9]\d{0,8}$/.test(draft.mostTokens.trim())) problems.add('mostTokens');
  if (draft.temperature.trim() && !Number.isFinite(Number(draft.temperature))) problems.add('temperature');
  return problems;
}

/** Writes a draft without problems as a chat request, which the gateway translates for every model. */
export function chatRequest(draft: Draft, model: string): string {
  const turns = draft.turns.filter(({ text, images }) => text !== '' || images.length > 0);
  return JSON.stringify({
    model,
    messages: [
      ...(draft.system.trim() ? [{ role: 'system', content: draft.system }] : []),
      ...turns.map(({ role, text, images }) => ({ role, content: images.length > 0 ? contents(text, images) : text })),
    ],
    ...(draft.tools.trim() ? { tools: parse(draft.tools) } : {}),
    ...(draft.schema.trim()
      ? { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: parse(draft.schema) } } }
      : {}),
    ...(draft.mostTokens.trim() ? { max_tokens: Number(draft.mostTokens) } : {}),
    ...(draft.temperature.trim() ? { temperature: Number(draft.temperature) } : {}),
    ...(draft.stream ? { stream: true } : {}),
  });
}

function contents(text: string, images: readonly string[]) {
  return [...(text ? [{ type: 'text', text }] : []), ...images.map(url => ({ type: 'image_url', image_url: { url } }))];
}

/** Returns whether a text is a JSON object, as every request is. */
export function isRequest(text: string): boolean {
  const document = parse(text);
  return typeof document === 'object' && document !== null && !Array.isArray(document);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON yet
  }
}
