import { graphql } from '../../gql';
import type { DocsPrintedFragment } from '../../gql/graphql';
import { sayCode } from '../../ui/checks';
import { Code } from '../../ui/Code';
import { FunctionMarks } from '../../ui/FunctionMarks';
import { Markdown } from '../../ui/Markdown';
import { SchemaTree } from '../../ui/SchemaTree';
import type { Face } from './DocsPage';
import { textOf } from './message';
import css from './print.module.css';

export const DocsPrinted = graphql(`
  fragment DocsPrinted on DocumentedFunction {
    access {
      function {
        name
        summary
        description
        ...FunctionMarks
        parameters {
          ...SchemaTreeNode
        }
        result {
          ...SchemaTreeNode
        }
      }
    }
    needs {
      name
    }
    errors {
      code
      sentence
    }
    wires {
      ...WireParts
    }
  }
`);

export const PrintedOne = graphql(`
  query PrintedOne($token: ID, $service: ID, $name: String!) {
    documentation(token: $token, service: $service) {
      function(name: $name) {
        ...DocsPrinted
      }
    }
  }
`);

/** PrintedFunction is all about one function, one below the other. */
export function PrintedFunction({ of: { access, needs, errors, wires }, face }: { of: DocsPrintedFragment; face: Face | undefined }) {
  const { name, summary, description, parameters, result } = access.function;
  const wire = wires.find((each) => each.face.name === face?.name);
  return (
    <section id={name} className={css.function} aria-label={name}>
      <h2>
        <code className="break">{name}</code>
      </h2>
      <p className={css.summary}>
        {summary} <FunctionMarks of={access.function} toFunction={(other) => `#${other}`} />
      </p>
      {description && <Markdown>{description}</Markdown>}
      <h3>Parameters</h3>
      <SchemaTree label={`Parameters of ${name}`} nodes={parameters} empty="It takes none." parameters />
      <h3>Result</h3>
      <SchemaTree label={`Result of ${name}`} nodes={result} empty="It returns nothing." />
      {needs.length > 0 && (
        <p className={css.line}>
          <b>Needs</b> {needs.map((each) => each.name).join(', ')}.
        </p>
      )}
      {errors.length > 0 && (
        <p className={css.line}>
          <b>Errors</b> {errors.map((each) => `${each.code}: ${sayCode(each.sentence)}`).join(' ')}
        </p>
      )}
      {wire && face && (
        <>
          <h3>Example over {face.title}</h3>
          <Code label={`Request of ${name}`} wrap copy={false}>
            {textOf(wire.request)}
          </Code>
          <div className="above">
            <Code label={`Answer of ${name}`} wrap copy={false}>
              {textOf(wire.answer)}
            </Code>
          </div>
        </>
      )}
    </section>
  );
}
