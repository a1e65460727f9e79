import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CallLine } from './calls';
import { type Parameters, request } from './client';

/** What the calls of one conversation or task were and cost together. */
export interface SessionSummary {
  id: string;
  /** The header or member that named the session. */
  source?: string;
  /** The user agent of the program that called. */
  client?: string;
  first_question?: string;
  started_ms: number;
  ended_ms: number;
  calls: number;
  errors: number;
  /** How many tools were called. */
  tools: number;
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  nano_usd: number;
  unpriced: number;
  models: string[];
  /** What misses of the prompt cache cost, where it was asked for. */
  lost_nano_usd?: number;
  /** False where that is a lower bound. */
  lost_exact?: boolean;
  /** False where only the newest calls of a long session were added up. */
  exact?: boolean;
}

export interface SessionList {
  sessions: SessionSummary[];
  next: string | null;
  looked_until?: string;
}

/** A call of a session, with its place in it. */
export interface SessionCall extends CallLine {
  /** The conversation, `main` or `sub-1` and so on, as far as it can be told. */
  agent?: string;
  /** Milliseconds between the end of the agent's call before and this one. */
  gap_ms?: number;
  context_tokens?: number;
  /** Whether the conversation was shortened before this call. */
  compacted?: boolean;
  cached_share?: number;
}

/** Up to 200 calls, oldest first; `next` asks for the calls before them. */
export interface SessionPart {
  summary: SessionSummary;
  calls: SessionCall[];
  next: string | null;
}

/** Sessions in one answer. */
const PAGE = 50;

export const sessionsQuery = (parameters: Parameters) =>
  infiniteQueryOptions({
    queryKey: ['sessions', parameters],
    queryFn: ({ pageParam, signal }) =>
      request<SessionList>('sessions', {
        parameters: { ...parameters, limit: PAGE, ...(pageParam ? { before: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const sessionQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['session-calls', id],
    queryFn: ({ pageParam, signal }) =>
      request<SessionPart>(`sessions/${encodeURIComponent(id)}`, {
        parameters: pageParam ? { before: pageParam } : {},
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next ?? undefined,
    staleTime: 15_000,
  });

/** What misses of the prompt cache cost in a session, which takes longer to find. */
export const sessionLossQuery = (id: string) =>
  queryOptions({
    queryKey: ['session-loss', id],
    queryFn: async ({ signal }) =>
      (await request<SessionPart>(`sessions/${encodeURIComponent(id)}`, { parameters: { lost: true }, signal }))
        .summary,
    staleTime: 60_000,
  });

/** Returns the program of a user agent with its version: `claude-cli 2.1.0`. */
export function programOf(userAgent: string): string {
  return (userAgent.split(' ')[0] ?? '').replace('/', ' ') || userAgent;
}
