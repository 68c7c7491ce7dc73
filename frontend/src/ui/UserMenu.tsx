import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconUserCircle } from '@tabler/icons-react';
import { useSession } from '../graphql';
import { paths } from '../paths';
import { useGo } from './Link';
import { signOut } from './signOut';
import { schemes } from './theme';
import css from './UserMenu.module.css';

export default function UserMenu({ openHelp }: { openHelp: () => void }) {
  const { viewer } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const go = useGo();
  if (!viewer) return null;
  return (
    <Menu position="top-start" width={216}>
      <Menu.Target>
        <button type="button" className={css.button} aria-label={`Your account: ${viewer.fullName}`}>
          <IconUserCircle size={20} aria-hidden="true" />
          <span>{viewer.fullName}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{viewer.username}</Menu.Label>
        <Menu.Item onClick={() => go(paths.account())}>Account</Menu.Item>
        <Menu.Item onClick={openHelp} rightSection={<kbd className={css.key}>?</kbd>}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme.value}
            role="menuitemradio"
            aria-checked={colorScheme === scheme.value}
            onClick={() => setColorScheme(scheme.value)}
            rightSection={colorScheme === scheme.value ? <IconCheck size={14} aria-hidden="true" /> : null}
          >
            {scheme.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
