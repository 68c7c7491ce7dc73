// What must be known of a function before it is given out: that it changes data, is deprecated, or is gone.
import { IconAlertTriangle, IconPencil, IconX } from '@tabler/icons-react';
import { graphql } from '../gql';
import type { FunctionMarksFragment } from '../gql/graphql';
import { paths } from '../paths';
import { Link } from './Link';
import { Pill } from './Pill';

export const FunctionMarksParts = graphql(`
  fragment FunctionMarks on Function {
    kind
    deprecated
    replacedBy
    present
  }
`);

interface FunctionMarksProps {
  of: FunctionMarksFragment;
  /** Where another function is read about: in the catalogue, or in the documentation. */
  toFunction?: (name: string) => string;
}

export function FunctionMarks({ of: { kind, deprecated, replacedBy, present }, toFunction = paths.function }: FunctionMarksProps) {
  return (
    <>
      {!present && (
        <Pill tone="err" icon={IconX}>
          missing
        </Pill>
      )}
      {kind === 'WRITE' && (
        <Pill tone="warn" icon={IconPencil}>
          changes data
        </Pill>
      )}
      {deprecated && (
        <Pill tone="warn" icon={IconAlertTriangle}>
          deprecated
        </Pill>
      )}
      {deprecated && replacedBy && (
        <span className="small muted">
          replaced by{' '}
          <Link to={toFunction(replacedBy)} className="mono break inline">
            {replacedBy}
          </Link>
        </span>
      )}
    </>
  );
}
