import { useState } from 'react';
import { useTexts } from '../i18n/texts';
import { copyText } from '../platform/clipboard';
import { commonTexts } from '../texts';
import { Button } from './Button';
import './copySnippet.css';

/** Lines to put somewhere else, with a button that copies them. */
export function CopySnippet({ text, label }: { text: string; label: string }) {
  const t = useTexts(commonTexts);
  const [copied, setCopied] = useState<string>();
  const done = copied === text;
  return (
    <div className="copy-snippet">
      <pre>
        <code>{text}</code>
      </pre>
      <Button
        look="plain"
        icon={done ? 'check' : 'copy'}
        aria-label={`${done ? t.copied : t.copy}: ${label}`}
        onClick={async () => {
          if (await copyText(text)) setCopied(text);
        }}
      >
        {done ? t.copied : t.copy}
      </Button>
    </div>
  );
}
