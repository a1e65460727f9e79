const SILENT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]/g;
const DELETE = 0x7f;
const CONTROL_PICTURES = 0x2400;

/** Shows characters that would act on a terminal, turn the direction of text or not be seen at all. */
export function visible(text: string): string {
  return text.replace(SILENT, character => {
    const code = character.charCodeAt(0);
    if (code === 0x0d) return ''; // before a line feed it says nothing
    if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
    if (code === DELETE) return '\u2421';
    return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
  });
}
