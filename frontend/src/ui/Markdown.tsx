// Markdown of function descriptions, as React elements and never as HTML: what is not one of the few forms below is text.
import { Fragment, type ReactNode } from 'react';
import css from './Markdown.module.css';

export type Block = { kind: 'paragraph'; text: string } | { kind: 'list'; ordered: boolean; items: string[] } | { kind: 'code'; text: string } | { kind: 'heading'; text: string };

const bullet = /^\s*[-*]\s+(.*)$/;
const numbered = /^\s*\d+[.)]\s+(.*)$/;
const heading = /^#{1,6}\s+(.*)$/;

/** blocksOf reads paragraphs, lists, fenced code and headings. */
export function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let code: string[] | null = null;
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: paragraph.join(' ') });
    paragraph = [];
  };
  const item = (ordered: boolean, text: string) => {
    const joins = paragraph.length === 0 ? blocks.at(-1) : undefined;
    flush();
    if (joins?.kind === 'list' && joins.ordered === ordered) joins.items.push(text);
    else blocks.push({ kind: 'list', ordered, items: [text] });
  };
  for (const line of source.replaceAll('\r\n', '\n').split('\n')) {
    if (line.startsWith('```')) {
      if (code) blocks.push({ kind: 'code', text: code.join('\n') });
      else flush();
      code = code ? null : [];
      continue;
    }
    if (code) {
      code.push(line);
      continue;
    }
    const [listed, counted, titled] = [bullet.exec(line), numbered.exec(line), heading.exec(line)];
    if (listed) item(false, listed[1] ?? '');
    else if (counted) item(true, counted[1] ?? '');
    else if (titled) {
      flush();
      blocks.push({ kind: 'heading', text: titled[1] ?? '' });
    } else if (line.trim() === '') flush();
    else paragraph.push(line.trim());
  }
  flush();
  if (code) blocks.push({ kind: 'code', text: code.join('\n') });
  return blocks;
}

const inline = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** safeLink lets through web addresses and nothing else. */
export function safeLink(address: string): string | null {
  try {
    const { protocol, href } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

function inlineOf(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push(elementOf(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>);
}

function elementOf([whole, code, bold, label, address]: RegExpExecArray | RegExpMatchArray): ReactNode {
  if (code) return <code>{code}</code>;
  if (bold) return <strong>{bold}</strong>;
  const href = safeLink(address ?? '');
  return href ? (
    <a href={href} rel="noreferrer noopener" target="_blank">
      {label}
    </a>
  ) : (
    whole
  );
}

export function Markdown({ children }: { children: string }) {
  return (
    <div className={css.text}>
      {blocksOf(children).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'code':
      return (
        <pre className={css.code} tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'heading':
      return (
        <p>
          <strong>{inlineOf(block.text)}</strong>
        </p>
      );
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{inlineOf(item)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    default:
      return <p>{inlineOf(block.text)}</p>;
  }
}
