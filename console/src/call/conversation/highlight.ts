import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

/** A piece of code: text, or pieces with the class of their colour. */
export type Piece = string | { name: string; pieces: readonly Piece[] };

interface Node {
  scope?: string;
  children: (string | Node)[];
}

const LANGUAGES = {
  bash,
  cpp,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** Returns code in coloured pieces; undefined if its language is not known. */
export function highlight(code: string, language: string): readonly Piece[] | undefined {
  if (!hljs.getLanguage(language)) return undefined;
  const result = hljs.highlight(code, { language, ignoreIllegals: true });
  const { rootNode } = result._emitter as unknown as { rootNode: Node };
  return rootNode.children.map(pieceOf);
}

function pieceOf(node: string | Node): Piece {
  if (typeof node === 'string') return node;
  const pieces = node.children.map(pieceOf);
  return { name: node.scope ? classOf(node.scope) : '', pieces };
}

function classOf(scope: string): string {
  const [first = ''] = scope.split('.');
  return `code-${first.replace(/[^a-z_-]/gi, '')}`;
}
