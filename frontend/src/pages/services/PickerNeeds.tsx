import { HeldBy, useHolders } from './Capabilities';
import css from '../../ui/PickerDrawer.module.css';

interface PickerNeedsProps {
  /** What the service's functions ask for already. */
  held: readonly string[];
  chosen: readonly { capabilities: readonly string[] }[];
}

/** PickerNeeds says what the service will ask for besides, and who holds it, while functions are chosen. */
export function PickerNeeds({ held, chosen }: PickerNeedsProps) {
  const holders = useHolders();
  const fresh = [...new Set(chosen.flatMap((each) => each.capabilities))].filter((name) => !held.includes(name));
  if (chosen.length === 0) return null;
  return (
    <div className={css.union} role="status" tabIndex={fresh.length > 3 ? 0 : undefined}>
      {fresh.length === 0 ? (
        <p className="muted small">They ask for no capability that the service does not ask for already.</p>
      ) : (
        <>
          <p className="small">Users will need besides:</p>
          <ul>
            {fresh.map((name) => (
              <li key={name} className="small">
                <code className="break">{name}</code> <span className="muted">{holders && <HeldBy roles={holders.get(name) ?? []} plain />}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
