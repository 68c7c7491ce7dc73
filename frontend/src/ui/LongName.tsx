import { Fragment } from 'react';

// Words of a name: core_ group_ create_ groups, moodle/ course: view.
const words = /[^_/:]*[_/:]?/g;

const sizes = { small: 'caption', title: 'mono-title' };

/** LongName is the name of a function or a capability. Where it has no room it breaks between its words. */
export function LongName({ children, size }: { children: string; size?: 'small' | 'title' }) {
  return (
    <code className={size ? `words ${sizes[size]}` : 'words'}>
      {(children.match(words) ?? []).filter(Boolean).map((word, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </code>
  );
}
