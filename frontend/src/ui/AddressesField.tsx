import { Button, CloseButton, Pill as Chip, PillsInput } from '@mantine/core';
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { addressProblem, joinAddresses, splitAddresses } from './addresses';
import { useSite } from './site';

interface AddressesFieldProps {
  /** Addresses with commas between them, as the server takes them. Empty means from anywhere. */
  value?: string;
  onChange: (value: string) => void;
  label?: string;
  error?: React.ReactNode;
  name?: string;
}

/** AddressesField takes addresses one by one, or many at once by pasting. */
export function AddressesField({ value = '', onChange, label = 'Addresses', error, name = 'ipRestriction' }: AddressesFieldProps) {
  const { yourAddress } = useSite();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const addresses = splitAddresses(value);
  const add = (list: string) => {
    const fresh = splitAddresses(list);
    const wrong = fresh.map(addressProblem).find(Boolean) ?? null;
    setProblem(wrong);
    if (wrong) {
      setTyped(list);
      return;
    }
    setTyped('');
    onChange(joinAddresses([...new Set([...addresses, ...fresh])]));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey && typed.trim()) || event.key === ',' || event.key === ' ') {
      event.preventDefault();
      if (typed.trim()) add(typed);
    }
    if (event.key === 'Backspace' && typed === '' && addresses.length > 0) onChange(joinAddresses(addresses.slice(0, -1)));
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    if (splitAddresses(pasted).length < 2) return;
    event.preventDefault();
    add(pasted);
  };
  const remove = (address: string) => onChange(joinAddresses(addresses.filter((each) => each !== address)));
  const help = addresses.length === 0 ? 'None means from anywhere. Single addresses, networks (192.0.2.0/24), ranges (192.0.2.10-20) and partial addresses (192.0.2.).' : undefined;
  const id = `field-${name}`;
  return (
    <div>
      <PillsInput label={label} error={problem ?? error} description={help} id={id} wrapperProps={{ 'data-field': name }}>
        <Chip.Group>
          {addresses.map((address) => (
            <Chip key={address} component="span" styles={{ root: { background: 'var(--sub)', border: '1px solid var(--line)', display: 'inline-flex' } }}>
              {address}
              <CloseButton size={16} iconSize={12} aria-label={`Remove ${address}`} onClick={() => remove(address)} />
            </Chip>
          ))}
          <PillsInput.Field
            name={name}
            value={typed}
            placeholder={addresses.length === 0 ? 'From anywhere' : ''}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setProblem(null);
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={() => typed.trim() && add(typed)}
          />
        </Chip.Group>
      </PillsInput>
      {yourAddress && !addresses.includes(yourAddress) && (
        <Button variant="subtle" px={4} mt={4} onClick={() => add(yourAddress)}>
          Add mine, {yourAddress}
        </Button>
      )}
    </div>
  );
}
