/** Whether the modifier of shortcuts is Command. */
const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Returns a bound key as it is printed on keyboards. */
export function keyName(bound: string): string {
  const key = bound.toLowerCase();
  if (key.startsWith('mod+')) return `${apple ? '⌘' : 'Ctrl'} ${key.slice(4).toUpperCase()}`;
  if (key === 'escape') return 'Esc';
  if (key === 'enter') return 'Enter';
  if (key === 'space') return 'Space';
  return key.length === 1 ? key.toUpperCase() : key;
}
