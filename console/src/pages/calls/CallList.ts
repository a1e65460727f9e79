import type { CallLine, CallPage } from '../../api/calls';

/** Rows in one answer. */
export const PAGE_ROWS = 200;
/** Rows that are held; pages far from what is seen are dropped and asked for again. */
const MOST_ROWS = 5_000;
/** Rows that came live, beyond which the list begins anew. */
const MOST_FRESH = 2_000;
/** Rows before the known end at which the next page is asked for. */
const AHEAD = 60;

export type FetchPage = (cursor: string | null, signal: AbortSignal) => Promise<CallPage>;

interface HeldPage {
  cursor: string | null;
  length: number;
  rows: CallLine[] | undefined;
  loading: boolean;
}

/** The calls of a list: pages by their cursors, as many as are needed and no more, and those that came live on top. */
export class CallList {
  private fresh: CallLine[] = [];
  private freshIds = new Set<string>();
  private pages: HeldPage[] = [];
  private next: string | null = null;
  private loadingNext = false;
  private requests = new AbortController();
  private listeners = new Set<() => void>();
  private changes = 0;
  private seen = { first: 0, end: 0 };

  /** Why the last request failed. */
  error: unknown;
  /** The time down to which the gateway has looked, when it had to stop before it filled a page. */
  lookedUntil: string | undefined;

  constructor(private readonly fetchPage: FetchPage) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A number that is another one after each change. */
  version = (): number => this.changes;

  /** Whether the first page has come. */
  get begun(): boolean {
    return this.pages.length > 0;
  }

  get loading(): boolean {
    return this.loadingNext;
  }

  /** Whether there is nothing after the last row. */
  get ended(): boolean {
    return this.begun && this.next === null;
  }

  get count(): number {
    return this.fresh.length + this.pages.reduce((sum, { length }) => sum + length, 0);
  }

  /** Returns a row; undefined while its page is on the way. */
  rowAt(index: number): CallLine | undefined {
    let rest = index;
    if (rest < this.fresh.length) return this.fresh[rest];
    rest -= this.fresh.length;
    for (const page of this.pages) {
      if (rest < page.length) return page.rows?.[rest];
      rest -= page.length;
    }
    return undefined;
  }

  /** Returns where a call stands among the rows that are held; -1 if it does not. */
  indexOf(id: string): number {
    let before = this.fresh.findIndex(line => line.id === id);
    if (before >= 0) return before;
    before = this.fresh.length;
    for (const page of this.pages) {
      const within = page.rows?.findIndex(line => line.id === id) ?? -1;
      if (within >= 0) return before + within;
      before += page.length;
    }
    return -1;
  }

  /** Asks for the first page, if nobody has. */
  start(): void {
    if (!this.begun && !this.loadingNext) void this.loadNext(null);
  }

  /** Asks for what is missing of the rows that are seen, and for the next page near the end. */
  need(first: number, end: number): void {
    this.seen = { first, end };
    let begin = this.fresh.length;
    for (const page of this.pages) {
      const near = begin < end + AHEAD && begin + page.length > first - AHEAD;
      if (near && !page.rows && !page.loading) void this.reload(page);
      begin += page.length;
    }
    if (this.begun && this.next !== null && !this.loadingNext && !this.error && end + AHEAD >= this.count) {
      void this.loadNext(this.next);
    }
  }

  /** Puts calls that have just ended on top, newest first. */
  prepend(lines: readonly CallLine[]): void {
    const known = new Set(this.pages[0]?.rows?.map(({ id }) => id));
    const added = lines.filter(({ id }) => !this.freshIds.has(id) && !known.has(id));
    if (added.length === 0) return;
    if (this.fresh.length + added.length > MOST_FRESH) {
      void this.restart();
      return;
    }
    for (const { id } of added) this.freshIds.add(id);
    this.fresh = [...added, ...this.fresh];
    this.drop();
    this.changed();
  }

  /** Asks for everything anew; the rows stay until the first ones come. */
  async restart(): Promise<void> {
    this.requests.abort();
    this.requests = new AbortController();
    this.loadingNext = false;
    await this.loadNext(null);
  }

  retry(): void {
    this.error = undefined;
    if (!this.begun) this.start();
    else this.need(this.seen.first, this.seen.end);
    this.changed();
  }

  close(): void {
    this.requests.abort();
    this.requests = new AbortController();
    this.loadingNext = false;
  }

  private async loadNext(cursor: string | null): Promise<void> {
    const { signal } = this.requests;
    this.loadingNext = true;
    this.error = undefined;
    this.changed();
    try {
      const page = await this.fetchPage(cursor, signal);
      if (signal.aborted) return;
      this.lookedUntil = page.looked_until;
      if (cursor === null) {
        this.pages = [];
        this.fresh = [];
        this.freshIds.clear();
      }
      this.pages.push({ cursor, length: page.calls.length, rows: page.calls, loading: false });
      this.next = page.next;
      this.drop();
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
    }
    this.loadingNext = false;
    this.changed();
  }

  private async reload(page: HeldPage): Promise<void> {
    const { signal } = this.requests;
    page.loading = true;
    try {
      const { calls } = await this.fetchPage(page.cursor, signal);
      if (signal.aborted) return;
      page.rows = calls.slice(0, page.length);
      page.length = page.rows.length;
      this.drop();
    } catch (error) {
      if (!signal.aborted) this.error = error;
    }
    page.loading = false;
    this.changed();
  }

  /** Lets pages go that are farthest from what is seen. */
  private drop(): void {
    let begin = this.fresh.length;
    const held: { page: HeldPage; distance: number }[] = [];
    for (const page of this.pages) {
      const distance = Math.max(begin - this.seen.end, this.seen.first - (begin + page.length), 0);
      if (page.rows) held.push({ page, distance });
      begin += page.length;
    }
    held.sort((a, b) => b.distance - a.distance);
    let rows = this.fresh.length + held.reduce((sum, { page }) => sum + page.length, 0);
    for (const { page, distance } of held) {
      if (rows <= MOST_ROWS || distance === 0) break;
      page.rows = undefined;
      rows -= page.length;
    }
  }

  private changed(): void {
    this.changes++;
    for (const listener of this.listeners) listener();
  }
}
