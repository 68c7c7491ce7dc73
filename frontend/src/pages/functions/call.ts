// The line that calls a function, for a terminal.

export type Way = 'json' | 'form';

type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

function parsed(text: string | null): Value | undefined {
  if (!text) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** pretty is JSON with its lines; what is no JSON stays as it is. */
export function pretty(text: string): string {
  const value = parsed(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}

/** quoted is text that a shell takes as it is. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** fieldsOf flattens arguments as forms carry them: groups[0][name]. Truth is 1 and 0, and nothing is left out. */
export function fieldsOf(value: Value | undefined, name = ''): [string, string][] {
  if (value === undefined || value === null) return [];
  const inside = (key: string | number) => (name ? `${name}[${key}]` : String(key));
  if (Array.isArray(value)) return value.flatMap((each, index) => fieldsOf(each, inside(index)));
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, each]) => fieldsOf(each, inside(key)));
  return [[name, typeof value === 'boolean' ? String(Number(value)) : String(value)]];
}

/** exampleCall is a curl line: to our own address with JSON, or to Moodle's with a form. */
export function exampleCall(way: Way, base: string, name: string, args: string | null): string {
  const lines =
    way === 'json'
      ? [`curl ${base}/webservice/rest/${name}`, '-H "Authorization: Bearer $GATEHOUSE_TOKEN"', "-H 'Content-Type: application/json'", `-d ${quoted(args ? pretty(args) : '{}')}`]
      : [
          `curl ${base}/webservice/rest/server.php`,
          '-d "wstoken=$GATEHOUSE_TOKEN"',
          `-d wsfunction=${name}`,
          '-d moodlewsrestformat=json',
          ...fieldsOf(parsed(args)).map(([field, value]) => `--data-urlencode ${quoted(`${field}=${value}`)}`),
        ];
  return lines.join(' \\\n  ');
}
