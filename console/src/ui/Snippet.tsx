import { useState } from 'react';
import { useTexts } from '../i18n/texts';
import { copyText } from '../platform/clipboard';
import { commonTexts } from '../texts';
import { Button } from './Button';
import './snippet.css';

/** Text to be taken elsewhere, with a button that copies it. */
export function Snippet({ caption, text }: { caption: string; text: string }) {
  const t = useTexts(commonTexts);
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    if (await copyText(text)) setCopied(text);
  };
  return (
    <figure className="snippet">
      <figcaption>
        {caption}
        <Button look="plain" icon={copied === text ? 'check' : 'copy'} onClick={copy}>
          {copied === text ? t.copied : t.copy}
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled to by keys too */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
