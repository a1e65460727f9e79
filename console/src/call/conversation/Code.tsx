import { useEffect, useState } from 'react';
import { CopyButton } from '../body/CopyButton';
import { visible } from '../visible';
import type { Piece } from './highlight';

/** Longer code is not coloured. */
const MOST_COLOURED = 50_000;

/** A block of code, coloured once the code for that is there. */
export function Code({ text, language }: { text: string; language?: string }) {
  const shown = visible(text);
  const [pieces, setPieces] = useState<readonly Piece[]>();
  useEffect(() => {
    setPieces(undefined);
    if (!language || shown.length > MOST_COLOURED) return;
    let old = false;
    import('./highlight').then(({ highlight }) => !old && setPieces(highlight(shown, language))).catch(() => undefined); // code without colours is as readable
    return () => {
      old = true;
    };
  }, [shown, language]);
  return (
    <div className="code-block code-block-tight">
      <header>
        {language && <span className="muted">{visible(language).slice(0, 30)}</span>}
        <CopyButton text={text} small />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the keyboard */}
      <pre tabIndex={0}>
        <code>{pieces ? pieces.map(draw) : shown}</code>
      </pre>
    </div>
  );
}

function draw(piece: Piece, index: number) {
  if (typeof piece === 'string') return piece;
  return (
    <span key={index} className={piece.name}>
      {piece.pieces.map(draw)}
    </span>
  );
}
