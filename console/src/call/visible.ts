const SILENT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]/g;
const NAMES: Record<number, string> = { 0: 'NUL', 7: 'BEL', 8: 'BS', 27: 'ESC', 127: 'DEL' };

/** Shows characters that would act on a terminal, turn the direction of text or not be seen at all. */
export function visible(text: string): string {
  return text.replace(SILENT, character => {
    const code = character.charCodeAt(0);
    if (code === 0x0d) return ''; // before a line feed it says nothing
    return `\u27e8${NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`}\u27e9`;
  });
}
