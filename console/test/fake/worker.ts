import { BodyService, type Question } from '../../src/call/body/service';

/** The worker of bodies in the test's own thread, since the test's document has none. */
export class InlineWorker {
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onerror: unknown;
  private readonly service = new BodyService();
  private open = true;

  postMessage({ number, question }: { number: number; question: Question }): void {
    queueMicrotask(() => {
      if (!this.open) return;
      const answer = structuredClone(this.service.answer(question));
      this.onmessage?.({ data: { number, answer } });
    });
  }

  terminate(): void {
    this.open = false;
  }
}
