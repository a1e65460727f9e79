/** What a piece of a streamed chat says. */
export interface Piece {
  text: string;
  reasoning: string;
  tool: string;
  error?: string;
}

interface Chunk {
  error?: { message?: string };
  choices?: {
    delta?: {
      content?: string | null;
      refusal?: string | null;
      reasoning_content?: string | null;
      tool_calls?: { function?: { name?: string; arguments?: string } }[];
    };
  }[];
}

/** Reads an event of a streamed chat; undefined for its end, and for what is none. */
export function pieceOf(data: string): Piece | undefined {
  if (data === '[DONE]') return undefined;
  let chunk: Chunk;
  try {
    chunk = JSON.parse(data) as Chunk;
  } catch {
    return undefined; // the events' end is the record's business
  }
  const delta = chunk.choices?.[0]?.delta ?? {};
  const calls = delta.tool_calls ?? [];
  return {
    text: delta.content ?? delta.refusal ?? '',
    reasoning: delta.reasoning_content ?? '',
    tool: calls
      .map(call => `${call.function?.name ? `\n${call.function.name} ` : ''}${call.function?.arguments ?? ''}`)
      .join(''),
    error: chunk.error?.message,
  };
}
