// Ctrl K: goes to any page, service, key, function or user by a few letters.
import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { graphql } from '../gql';
import type { PaletteSearchQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { useGo } from './Link';
import { administratorGroups } from './nav';
import css from './Palette.module.css';

const PaletteSearch = graphql(`
  query PaletteSearch($text: String!) {
    services(filter: { search: $text }, first: 5) {
      nodes {
        id
        name
        shortName
      }
    }
    tokens(filter: { search: $text }, first: 5) {
      nodes {
        id
        name
        shown
      }
    }
    functions(filter: { search: $text }) {
      name
      summary
    }
    users(filter: { search: $text }, first: 5) {
      nodes {
        id
        fullName
        username
      }
    }
  }
`);

export interface Item {
  group: string;
  label: string;
  detail?: string;
  to: string;
}

const actions: Item[] = [
  { group: 'Actions', label: 'Create key', to: paths.keyNew() },
  { group: 'Actions', label: 'Create service', to: paths.serviceNew() },
  { group: 'Actions', label: 'Create user', to: paths.userNew() },
  { group: 'Actions', label: 'Change your password', to: paths.account() },
];

const pages: Item[] = [
  ...administratorGroups.flatMap((group) => group.entries).map((entry) => ({ group: 'Pages', label: entry.label, to: entry.to })),
  { group: 'Pages', label: 'Account', to: paths.account() },
];

/** itemsFor are the entries for what was typed: pages and actions at once, the rest when the server has answered. */
export function itemsFor(text: string, found: PaletteSearchQuery | undefined): Item[] {
  const wanted = text.trim().toLowerCase();
  const own = [...pages, ...actions].filter((item) => item.label.toLowerCase().includes(wanted));
  if (!wanted || !found) return own;
  return [
    ...own,
    ...found.services.nodes.map((each) => ({ group: 'Services', label: each.name, detail: each.shortName, to: paths.service(each.id) })),
    ...found.tokens.nodes.map((each) => ({ group: 'Security keys', label: each.name, detail: each.shown, to: paths.key(each.id) })),
    ...found.functions.slice(0, 5).map((each) => ({ group: 'Functions', label: each.name, detail: each.summary, to: paths.function(each.name) })),
    ...found.users.nodes.map((each) => ({ group: 'Users', label: each.fullName, detail: each.username, to: paths.user(each.id) })),
  ];
}

export default function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [search] = useDebouncedValue(text.trim(), 150);
  const { data, loading } = useServerQuery(PaletteSearch, { text: search }, { pause: search.length < 2 });
  const items = itemsFor(text, search.length < 2 ? undefined : data);
  const chosen = Math.min(at, items.length - 1);
  const go = useGo();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  const open = (item: Item | undefined) => {
    if (!item) return;
    onClose();
    go(item.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((chosen + step + items.length) % Math.max(1, items.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      open(items[chosen]);
    }
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} yOffset="10vh" centered={false} size={560} classNames={{ body: css.body }} aria-label="Search">
      <TextInput
        className={css.field}
        classNames={{ input: css.input }}
        size="md"
        placeholder="Search pages, services, keys, functions, users"
        aria-label="Search"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={items[chosen] ? `${id}-${chosen}` : undefined}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <ul id={id} ref={list} className={css.list} role="listbox" aria-label="Found">
        {items.map((item, index) => (
          // Keys are handled by the field above, which keeps the focus.
          <li key={item.to + item.label} id={`${id}-${index}`} role="option" aria-selected={index === chosen} className={css.item} onClick={() => open(item)} onMouseMove={() => setAt(index)}>
            <span className={css.label}>{item.label}</span>
            {item.detail && <span className={css.detail}>{item.detail}</span>}
            <span className={css.group}>{items[index - 1]?.group === item.group ? '' : item.group}</span>
          </li>
        ))}
      </ul>
      {items.length === 0 && <p className={css.nothing}>{loading || search !== text.trim() ? 'Searching' : `Nothing is called “${text.trim()}”.`}</p>}
    </Modal>
  );
}
