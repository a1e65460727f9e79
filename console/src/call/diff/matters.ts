import type { BodyChange } from '../../api/bodies';

/** Whether a change is more than another order or other white space. */
export function matters({ op, left, right }: BodyChange): boolean {
  if (op === 'moved') return false;
  if (op !== 'changed' || !left || !right) return true;
  return left.text.replace(/\s+/g, '') !== right.text.replace(/\s+/g, '');
}
