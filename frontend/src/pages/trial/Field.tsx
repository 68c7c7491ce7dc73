import { Button } from '@mantine/core';
import { begin, blank, isDraftObject, sayPath } from './draft';
import { FieldFoot } from './FieldFoot';
import { FieldHead } from './FieldHead';
import css from './fields.module.css';
import { useFormActions, type FieldProps } from './form';
import { Numeral } from '../../ui/json';
import { ListRows } from './ListRows';
import { ObjectFields } from './ObjectFields';
import { ScalarField } from './ScalarField';
import { sayType } from './schema';

/** Field is any value of the form: a single one, or a group of others. */
export function Field(props: FieldProps) {
  const { schema, value } = props;
  const shape = shapeOf(value);
  if (schema.shape === 'SCALAR' && (shape === 'SCALAR' || shape === null)) return <ScalarField {...props} />;
  return <Group {...props} fits={shape === null || shape === schema.shape} />;
}

/** The shape of what stands there; nothing for null and for what stands open, which fit any. */
function shapeOf(value: FieldProps['value']) {
  if (value === null || value === blank) return null;
  if (Array.isArray(value)) return 'LIST';
  return isDraftObject(value) ? 'OBJECT' : 'SCALAR';
}

/** Group is an object or a list. What came out of the JSON and does not fit is said, and can be begun anew. */
function Group({ fits, ...props }: FieldProps & { fits: boolean }) {
  const { schema, path, value } = props;
  const { fault } = useFormActions();
  const where = sayPath(path);
  return (
    <div role="group" aria-label={where} className={css.group} data-path={where} tabIndex={-1}>
      <FieldHead {...props} />
      <FieldFoot error={fault?.path === where ? fault.message : null} description={schema.description} />
      {!fits && <Anew {...props} words={`Found ${found(value)}, expected ${schema.shape === 'SCALAR' ? schema.type : sayType(schema)}.`} />}
      {fits && value === blank && <Anew {...props} words={schema.standIn === null ? 'Left out.' : `Left out: ${schema.standIn} stands in.`} />}
      {fits && value === null && <p className={css.help}>It is null.</p>}
      {fits && isDraftObject(value) && (
        <div className={css.inside}>
          <ObjectFields schema={schema} path={path} value={value} />
        </div>
      )}
      {fits && Array.isArray(value) && <ListRows schema={schema} path={path} value={value} />}
    </div>
  );
}

function found(value: FieldProps['value']): string {
  if (Array.isArray(value)) return 'a list';
  if (isDraftObject(value)) return 'an object';
  return value instanceof Numeral ? value.text : JSON.stringify(value);
}

function Anew({ schema, path, words }: FieldProps & { words: string }) {
  const { set } = useFormActions();
  return (
    <div className="row tight">
      <span className={css.help}>{words}</span>
      <Button size="compact-sm" onClick={() => set(path, begin(schema))} aria-label={`Fill in ${sayPath(path)}`}>
        Fill in
      </Button>
    </div>
  );
}
