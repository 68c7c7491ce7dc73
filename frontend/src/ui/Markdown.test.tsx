import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { blocksOf, Markdown, safeLink } from './Markdown';

const html = (source: string) => render(<Markdown>{source}</Markdown>).container.innerHTML;

describe('what is hostile stays text', () => {
  it.each(['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '[x](javascript:alert(1))', '[x](data:text/html,y)', '[x](//evil.example)', '![x](http://x/y.png)', '`<b>`'])('%s', (source) => {
    const { container } = render(<Markdown>{source}</Markdown>);
    expect(container.querySelector('script, img, b, a[href^="javascript"], a[href^="data"]')).toBeNull();
  });
});

describe('links', () => {
  it.each(['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'vbscript:x', '/own', 'ftp://x', ''])('%j leads nowhere', (address) => expect(safeLink(address)).toBeNull());
  it('to the web lead there, and tell nothing of where they were', () => {
    const { container } = render(<Markdown>{'See [docs](https://example.org/a).'}</Markdown>);
    expect(container.querySelector('a')).toMatchObject({ href: 'https://example.org/a', rel: 'noreferrer noopener' });
  });
});

describe('forms', () => {
  it('joins the lines of a paragraph', () => expect(blocksOf('a\nb\n\nc')).toEqual([{ kind: 'paragraph', text: 'a b' }, { kind: 'paragraph', text: 'c' }]));
  it('knows lists of both kinds', () => expect(blocksOf('- a\n- b\n\n1. c')).toEqual([{ kind: 'list', ordered: false, items: ['a', 'b'] }, { kind: 'list', ordered: true, items: ['c'] }]));
  it('keeps code as it is, also when its end is missing', () => expect(blocksOf('```\n<a>\n  b')).toEqual([{ kind: 'code', text: '<a>\n  b' }]));
  it('has bold and code in the line', () => expect(html('**a** `b`')).toContain('<strong>a</strong> <code>b</code>'));
});
