import { useEffect, useRef } from 'react';

/** A key of the keyboard map: `j`, `Enter`, `?`, `mod+k` (Ctrl, or Command on Apple's), or two in turn: `g o`. */
export interface KeyBinding {
  keys: string;
  /** What it does, for the map; bindings without stay out of it. */
  label?: string;
  run: (event: KeyboardEvent) => void;
  /** Global ones are listed apart in the map. */
  global?: boolean;
}

/** Milliseconds in which the second key of two must follow. */
const SEQUENCE = 1200;

let layers: { bindings: readonly KeyBinding[] }[] = [];
let first: { key: string; at: number } | undefined;

/** Binds keys while a component is mounted. Later components win over earlier ones. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const layer = useRef({ bindings });
  useEffect(() => {
    layer.current.bindings = bindings;
  });
  useEffect(() => {
    const mine = layer.current;
    layers = [...layers, mine];
    return () => {
      layers = layers.filter(other => other !== mine);
    };
  }, []);
}

/** Returns what is bound now, for the map. */
export function boundKeys(): readonly KeyBinding[] {
  const seen = new Set<string>();
  return layers
    .toReversed()
    .flatMap(({ bindings }) => bindings)
    .filter(binding => binding.label && !seen.has(binding.keys) && seen.add(binding.keys));
}

/** Listens to the document's keys. */
export function useKeyListener(): void {
  useEffect(() => {
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, []);
}

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  const key = keyOf(event);
  if (!key) return;
  if (!key.startsWith('mod+') && (inField(event.target) || inOverlay(event.target))) return;
  const sequence = first && Date.now() - first.at < SEQUENCE ? `${first.key} ${key}` : undefined;
  first = undefined;
  const binding = (sequence && find(sequence)) || find(key);
  if (binding) {
    if (event.repeat && !['j', 'k', 'arrowdown', 'arrowup'].includes(key)) return;
    event.preventDefault();
    binding.run(event);
  } else if (!event.repeat && begins(key)) {
    first = { key, at: Date.now() };
  }
}

function keyOf(event: KeyboardEvent): string | undefined {
  const mod = event.ctrlKey || event.metaKey;
  if (event.altKey || event.key === 'Shift' || event.key === 'Control' || event.key === 'Meta') return undefined;
  // Space and Enter belong to the control that has the focus.
  if ((event.key === ' ' || event.key === 'Enter') && isControl(event.target)) return undefined;
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  return mod ? `mod+${key}` : key;
}

function find(keys: string): KeyBinding | undefined {
  for (const { bindings } of layers.toReversed()) {
    const binding = bindings.find(each => each.keys.toLowerCase() === keys);
    if (binding) return binding;
  }
  return undefined;
}

function begins(key: string): boolean {
  return layers.some(({ bindings }) => bindings.some(each => each.keys.toLowerCase().startsWith(`${key} `)));
}

function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) {
    return true;
  }
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}

/** Menus and dialogs have keys of their own. */
function inOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role=dialog][aria-modal], [role=menu], [role=listbox], dialog') !== null
  );
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a[href], summary, [role=button], [role=tab]') !== null;
}
