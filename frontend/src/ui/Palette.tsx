// Ctrl K: goes to any page, service, key, function or user by a few letters.
import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useGo } from './Link';
import css from './Palette.module.css';
import { useFound, type Item } from './paletteItems';

export default function Palette({ administrator, onClose }: { administrator: boolean; onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [search] = useDebouncedValue(text.trim(), 150);
  const { items, loading } = useFound(administrator, text, search);
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
        placeholder={administrator ? 'Search pages, services, keys, functions, users' : 'Search pages and functions'}
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
