import { Checkbox } from '@mantine/core';
import { graphql } from '../../gql';
import type { PickerFunctionFragment } from '../../gql/graphql';
import { FunctionMarks } from '../../ui/FunctionMarks';
import { Pill } from '../../ui/Pill';
import css from '../../ui/PickerDrawer.module.css';

export const PickerFunctionParts = graphql(`
  fragment PickerFunction on Function {
    name
    component
    summary
    capabilities
    ...FunctionMarks
  }
`);

type Offered = PickerFunctionFragment;

interface PickerGroupProps {
  component: string;
  functions: readonly Offered[];
  held: ReadonlySet<string>;
  chosen: ReadonlyMap<string, Offered>;
  choose: (functions: readonly Offered[], on: boolean) => void;
}

/** PickerGroup are the functions of one component. Those in the service already and the deprecated ones are shown and cannot be chosen. */
export function PickerGroup({ component, functions, held, chosen, choose }: PickerGroupProps) {
  const open = functions.filter((each) => !held.has(each.name) && !each.deprecated);
  const count = open.filter((each) => chosen.has(each.name)).length;
  return (
    <section className={css.group} aria-label={component}>
      <div className={css.groupHead}>
        <h3 className="mono">{component}</h3>
        {open.length > 1 && (
          <Checkbox label={`All ${open.length}`} aria-label={`All ${open.length} of ${component}`} checked={count === open.length} indeterminate={count > 0 && count < open.length} onChange={() => choose(open, count < open.length)} />
        )}
      </div>
      {functions.map((each) => (
        <PickerRow key={each.name} of={each} held={held.has(each.name)} chosen={chosen.has(each.name)} choose={choose} />
      ))}
    </section>
  );
}

function PickerRow({ of, held, chosen, choose }: { of: Offered; held: boolean; chosen: boolean } & Pick<PickerGroupProps, 'choose'>) {
  const fixed = held || of.deprecated;
  return (
    <div className={css.row} data-fixed={fixed || undefined}>
      <Checkbox
        label={<span className="mono break">{of.name}</span>}
        description={of.summary}
        checked={held || chosen}
        disabled={fixed}
        onChange={(event) => choose([of], event.currentTarget.checked)}
      />
      <div className={css.marks}>
        {held && <Pill tone="ok">in the service</Pill>}
        <FunctionMarks of={of} />
        {of.capabilities.length > 0 && (
          <span className={css.needs}>
            needs{' '}
            {of.capabilities.map((name, index) => (
              <span key={name}>
                {index > 0 && ', '}
                <code>{name}</code>
              </span>
            ))}
          </span>
        )}
      </div>
    </div>
  );
}
