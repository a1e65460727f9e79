import { useState } from 'react';
import { useTexts } from '../../i18n/texts';
import { copyText } from '../../platform/clipboard';
import { Button } from '../../ui/Button';
import { callTexts } from '../texts';

/** Copies a text and says so. */
export function CopyButton({ text }: { text: string }) {
  const t = useTexts(callTexts).body;
  const [copied, setCopied] = useState(false);
  return (
    <Button look="plain" icon={copied ? 'check' : 'copy'} onClick={() => void copyText(text).then(setCopied)}>
      {copied ? t.copied : t.copy}
    </Button>
  );
}
