// What is done with a service as a whole, wherever it is asked for: in the list, on its own page.
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { confirm } from '../../ui/Dialogs';
import { toast } from '../../ui/toast';
import { counted, listed, quoted } from '../../ui/words';

const SwitchService = graphql(`
  mutation SwitchService($id: ID!, $enabled: Boolean!) {
    updateService(id: $id, input: { enabled: $enabled }) {
      id
      enabled
    }
  }
`);

const DeleteService = graphql(`
  mutation DeleteService($id: ID!, $confirm: String) {
    deleteService(id: $id, confirm: $confirm)
  }
`);

/** What must be known of a service to change it as a whole: ask for ...ServiceHandle. */
export const ServiceHandleParts = graphql(`
  fragment ServiceHandle on Service {
    id
    name
    shortName
    enabled
    builtIn
    tokenCount
  }
`);

type Handle = { id: string; name: string; shortName: string; enabled: boolean; tokenCount: number };

/** switchServices switches those that stand otherwise, and can be taken back. */
export async function switchServices(services: readonly Handle[], on: boolean) {
  const touched = services.filter((service) => service.enabled !== on);
  if (touched.length === 0) return;
  const set = async (enabled: boolean) => {
    for (const { id } of touched) await change(SwitchService, { id, enabled });
  };
  await set(on);
  const names = listed(touched.map((service) => `“${service.name}”`), 3);
  const keys = touched.reduce((sum, service) => sum + service.tokenCount, 0);
  const stopped = !on && keys > 0 ? ` ${counted(keys, 'key')} ${keys === 1 ? 'has' : 'have'} stopped working.` : '';
  toast.undo(`Switched ${names} ${on ? 'on' : 'off'}.${stopped}`, () => set(!on));
}

/** deleteService asks first; keys that work have to be acknowledged by typing the service's name. True when it is gone. */
export function deleteService({ id, name, shortName, tokenCount }: Handle): Promise<boolean> {
  const live = tokenCount > 0;
  return confirm({
    title: 'Delete service',
    body: (
      <p className="break">
        {quoted(name)} and the list of its functions will be gone for good.{' '}
        {live ? `${counted(tokenCount, 'key')} ${tokenCount === 1 ? 'stops' : 'stop'} working at once.` : 'It has no keys that work.'}
      </p>
    ),
    action: 'Delete service',
    tone: 'red',
    type: live ? shortName || name : undefined,
    run: async () => {
      await change(DeleteService, { id, confirm: live ? shortName || name : undefined });
      toast.say(`Deleted ${quoted(name)}.`);
    },
  });
}
