import { visible } from '../call/visible';

/** A name that comes from outside, cut by its frame and whole in its tooltip. */
export function Name({ text, className = '' }: { text: string; className?: string }) {
  const shown = visible(text);
  return (
    <bdi className={`catalogue-name ${className}`} title={shown}>
      {shown}
    </bdi>
  );
}
