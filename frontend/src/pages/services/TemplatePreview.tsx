import { graphql } from '../../gql';
import type { TemplateFunctionFragment } from '../../gql/graphql';
import { FunctionMarks } from '../../ui/FunctionMarks';
import { counted } from '../../ui/words';
import css from './TemplatePreview.module.css';

export const TemplateFunctionParts = graphql(`
  fragment TemplateFunction on Function {
    name
    summary
    ...FunctionMarks
  }
`);

export type Known = TemplateFunctionFragment;

/** TemplatePreview shows which functions the service will begin with. */
export function TemplatePreview({ functions }: { functions: readonly Known[] }) {
  if (functions.length === 0) return null;
  return (
    <details className={css.preview}>
      <summary>It begins with {counted(functions.length, 'function')}</summary>
      <ul>
        {functions.map((each) => (
          <li key={each.name}>
            <span className="mono break">{each.name}</span> <FunctionMarks of={each} />
            <div className="muted small">{each.summary}</div>
          </li>
        ))}
      </ul>
    </details>
  );
}
