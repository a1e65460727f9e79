import { type ComponentType, type ReactNode, useEffect, useReducer, useState } from 'react';
import { withStartedTexts } from '../i18n/texts';

/** A component in a chunk of its own, which is fetched when it is first shown, or before. */
export class Deferred<P extends object> {
  /** The component, once it is there. */
  component: ComponentType<P> | undefined;

  constructor(private readonly load: () => Promise<{ default: ComponentType<P> }>) {}

  async fetch(): Promise<void> {
    if (!this.component) this.component = (await withStartedTexts(this.load)).default;
  }

  /** Fetches it before it is asked for. */
  readonly preload = (): void => {
    this.fetch().catch(() => undefined); // who shows it will say so
  };
}

/**
 * Shows a deferred component, and `waiting` until its code and its texts are there.
 *
 * Not React's `lazy`: what React has shown a placeholder for, it shows a third of a second later at the earliest.
 */
export function DeferredView<P extends object>({
  of,
  props,
  waiting,
}: {
  of: Deferred<P>;
  props: P;
  waiting: ReactNode;
}) {
  const [, show] = useReducer((count: number) => count + 1, 0);
  const [failure, setFailure] = useState<{ error: unknown }>();
  useEffect(() => {
    if (of.component) return;
    let gone = false;
    of.fetch().then(
      () => gone || show(),
      (error: unknown) => gone || setFailure({ error }),
    );
    return () => {
      gone = true;
    };
  }, [of]);
  if (failure) throw failure.error;
  const Component = of.component;
  return Component ? <Component {...props} /> : waiting;
}
