import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
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
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme.value} value={scheme.value}>
              {scheme.label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
