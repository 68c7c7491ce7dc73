// Which functions a service holds, changed.
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { confirm } from '../../ui/Dialogs';
import { toast } from '../../ui/toast';
import { counted, listed, quoted } from '../../ui/words';

const AddFunctions = graphql(`
  mutation AddFunctions($service: ID!, $functions: [String!]!) {
    addFunctions(service: $service, functions: $functions) {
      id
    }
  }
`);

const RemoveFunctions = graphql(`
  mutation RemoveFunctions($service: ID!, $functions: [String!]!) {
    removeFunctions(service: $service, functions: $functions) {
      id
    }
  }
`);

interface Named {
  id: string;
  name: string;
}

const what = (names: readonly string[]) => (names.length === 1 ? names[0] : counted(names.length, 'function'));

/** addFunctions can be taken back. */
export async function addFunctions(service: Named, names: readonly string[]) {
  await change(AddFunctions, { service: service.id, functions: [...names] });
  toast.undo(`Added ${what(names)} to ${quoted(service.name)}.`, () => change(RemoveFunctions, { service: service.id, functions: [...names] }));
}

/**
 * removeFunctions can be taken back; but for functions that could not be added again, which are asked about first. True when they
 * are removed.
 */
export async function removeFunctions(service: Named, functions: readonly { name: string; deprecated: boolean; present: boolean }[]): Promise<boolean> {
  const names = functions.map((each) => each.name);
  const variables = { service: service.id, functions: names };
  const said = `Removed ${what(names)} from ${quoted(service.name)}.`;
  const gone = functions.filter((each) => each.deprecated || !each.present).map((each) => each.name);
  if (gone.length > 0) {
    return confirm({
      title: `Remove ${what(names)}?`,
      body: (
        <p className="break">
          {listed(gone)} cannot be added again: {gone.length === 1 ? 'it is' : 'they are'} deprecated or missing.
        </p>
      ),
      action: 'Remove from service',
      tone: 'red',
      run: async () => {
        await change(RemoveFunctions, variables);
        toast.say(said);
      },
    });
  }
  await change(RemoveFunctions, variables);
  toast.undo(said, () => change(AddFunctions, variables));
  return true;
}
