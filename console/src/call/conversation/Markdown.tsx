import { Lexer, type Token, type Tokens } from 'marked';
import { Fragment, memo, type ReactNode } from 'react';
import { visible } from '../visible';
import { Code } from './Code';

/** Longer texts are shown as they are. */
const MOST_TEXT = 100_000;
/** Deeper nesting is shown as it was written. */
const MOST_DEPTH = 24;

/** Markdown as elements. HTML in it is text, addresses of pictures are never fetched. */
export default memo(function Markdown({ text }: { text: string }) {
  const tokens = tokensOf(text);
  if (!tokens) {
    return (
      <p className="words" dir="auto">
        {visible(text)}
      </p>
    );
  }
  return (
    <div className="markdown" dir="auto">
      {blocks(tokens, 0)}
    </div>
  );
});

function tokensOf(text: string): Token[] | undefined {
  if (text.length > MOST_TEXT) return undefined;
  try {
    return Lexer.lex(text, { gfm: true, breaks: true });
  } catch {
    return undefined; // nested too deeply for the lexer
  }
}

function blocks(tokens: readonly Token[], depth: number): ReactNode {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no other name, and the text never changes
    <Fragment key={index}>{depth > MOST_DEPTH ? visible(token.raw) : block(token as Tokens.Generic, depth)}</Fragment>
  ));
}

function block(token: Tokens.Generic, depth: number): ReactNode {
  const inner = () => blocks(token.tokens ?? [], depth + 1);
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'hr':
      return <hr />;
    case 'heading':
      return <p className={`heading heading-${token.depth}`}>{inner()}</p>;
    case 'code':
      return <Code text={token.text} language={(token.lang ?? '').split(/\s/)[0]} />;
    case 'blockquote':
      return <blockquote>{inner()}</blockquote>;
    case 'paragraph':
      return <p>{inner()}</p>;
    case 'list':
      return list(token as Tokens.List, depth);
    case 'table':
      return table(token as Tokens.Table, depth);
    case 'html':
      return visible(token.raw);
    case 'strong':
      return <strong>{inner()}</strong>;
    case 'em':
      return <em>{inner()}</em>;
    case 'del':
      return <del>{inner()}</del>;
    case 'codespan':
      return <code>{visible(token.text)}</code>;
    case 'br':
      return <br />;
    case 'link':
      return link(token as Tokens.Link, depth);
    case 'image':
      return <span className="remote-image">{visible(token.raw)}</span>;
    case 'escape':
      return visible(token.text);
    case 'text':
      return token.tokens ? inner() : visible(decoded(token.text));
    case 'checkbox':
      return null;
    default:
      return visible(token.raw);
  }
}

function list(token: Tokens.List, depth: number): ReactNode {
  const items = token.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name
    <li key={index} className={item.task ? 'task' : undefined}>
      {item.task && <input type="checkbox" checked={item.checked ?? false} disabled readOnly />}
      {blocks(item.tokens, depth + 1)}
    </li>
  ));
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function table(token: Tokens.Table, depth: number): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled to by keys too
    <div className="scroll-x" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
              <th key={index}>{blocks(cell.tokens, depth + 1)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                <td key={column}>{blocks(cell.tokens, depth + 1)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Only addresses of pages and mail lead anywhere; where to is always seen. */
function link(token: Tokens.Link, depth: number): ReactNode {
  const words = blocks(token.tokens, depth + 1);
  if (!/^(https?:\/\/|mailto:)/i.test(token.href)) return visible(token.raw);
  return (
    <a href={token.href} target="_blank" rel="noopener noreferrer nofollow" title={visible(token.href)}>
      {words}
    </a>
  );
}

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': '\u00a0',
};

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, each => ENTITIES[each] ?? each);
}
