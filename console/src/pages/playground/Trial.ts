import { eventsOf } from '../../api/events';
import { makeTrial, type TrialRequest } from '../../api/trials';
import { pieceOf } from './chunks';

/** Characters of raw events that are shown while they come. */
const MOST_RAW = 20_000;
/** Milliseconds between two drawings of what comes. */
const INTERVAL = 50;

/** A call that is made, from its sending to its end. */
export class Trial {
  phase: 'running' | 'ended' | 'failed' = 'running';
  /** True once the reader has stopped it. */
  stopped = false;
  /** The call's id, once its head is here. */
  id: string | undefined;
  error: unknown;
  text = '';
  reasoning = '';
  tool = '';
  /** Events of formats that this page cannot read. */
  raw = '';
  readonly startedAt = performance.now();
  firstAt: number | undefined;
  endedAt: number | undefined;
  private readonly stopping = new AbortController();
  private readonly listeners = new Set<() => void>();
  private changes = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly request: TrialRequest) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly version = (): number => this.changes;

  stop(): void {
    if (this.phase !== 'running') return;
    this.stopped = true;
    this.stopping.abort();
  }

  /** Makes the call and reads its answer; ends without throwing. */
  async run(): Promise<void> {
    try {
      const response = await makeTrial(this.request, this.stopping.signal);
      this.id = response.headers.get('x-gateway-call-id') ?? undefined;
      this.draw();
      if (/event-stream/.test(response.headers.get('content-type') ?? '')) await this.read(response);
      else await response.arrayBuffer(); // the record's outline tells what it says
      this.phase = 'ended';
    } catch (error) {
      this.phase = this.stopped ? 'ended' : 'failed';
      if (!this.stopped) this.error = error;
    }
    this.endedAt = performance.now();
    clearTimeout(this.timer);
    this.changed();
  }

  private async read(response: Response): Promise<void> {
    for await (const { event, data } of eventsOf(response)) {
      this.firstAt ??= performance.now();
      if (this.request.dialect === 'openai') {
        const piece = pieceOf(data);
        if (piece?.error) this.error = new Error(piece.error);
        this.text += piece?.text ?? '';
        this.reasoning += piece?.reasoning ?? '';
        this.tool += piece?.tool ?? '';
      } else {
        this.raw = `${this.raw}${event === 'message' ? '' : `${event}: `}${data}\n`.slice(-MOST_RAW);
      }
      this.draw();
    }
  }

  private draw(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed();
    }, INTERVAL);
  }

  private changed(): void {
    this.changes++;
    for (const listener of this.listeners) listener();
  }
}
