import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { begin, sayPath, type DraftObject, type Path } from './draft';
import { Field } from './Field';
import css from './fields.module.css';
import { useFormActions } from './form';
import { sayType, type Schema } from './schema';

interface ObjectFieldsProps {
  schema: Schema;
  path: Path;
  value: DraftObject;
}

/** ObjectFields are the fields of an object that are in sight, and the way to those that are not. */
export function ObjectFields({ schema, path, value }: ObjectFieldsProps) {
  const names = new Set(schema.fields.map((field) => field.name));
  const unknown = Object.keys(value).filter((name) => !names.has(name));
  const missing = schema.fields.filter((field) => !(field.name in value));
  return (
    <>
      {schema.fields.map(
        (field) => field.name in value && <Field key={field.name} schema={field} path={[...path, field.name]} value={value[field.name] ?? null} label={field.name} />,
      )}
      {unknown.map((name) => (
        <Unknown key={name} path={[...path, name]} name={name} />
      ))}
      {missing.length > 0 && <AddField path={path} fields={missing} />}
    </>
  );
}

/** Unknown is a name that came in through the JSON and that the function does not take. */
function Unknown({ path, name }: { path: Path; name: string }) {
  const { remove } = useFormActions();
  return (
    <div className="row tight" data-path={sayPath(path)}>
      <span className={css.error}>
        <code className="break">{name}</code> is not known here.
      </span>
      <Button size="compact-sm" onClick={() => remove(path)} aria-label={`Remove ${sayPath(path)}`}>
        Remove
      </Button>
    </div>
  );
}

function AddField({ path, fields }: { path: Path; fields: readonly Schema[] }) {
  const { set } = useFormActions();
  const where = sayPath(path);
  return (
    <div>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden="true" />} aria-label={where ? `Add field to ${where}` : undefined}>
            Add field
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={css.menu}>
          {fields.map((field) => (
            <Menu.Item key={field.name} onClick={() => set([...path, field.name], begin(field))} rightSection={<span className={css.type}>{sayType(field)}</span>}>
              <code>{field.name}</code>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
