import { Button } from '@mantine/core';
import { graphql } from '../gql';
import type { ServiceSettingsPageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { useGo } from '../ui/Link';
import { Card, CardRow } from '../ui/Page';
import { Loaded } from '../ui/states';
import { counted } from '../ui/words';
import { deleteService } from './services/actions';
import { SettingsForm } from './services/SettingsForm';

const ServiceSettingsPage = graphql(`
  query ServiceSettingsPage($id: ID!) {
    service(id: $id) {
      ...ServiceHandle
      ...ServiceSettings
    }
  }
`);

type Service = NonNullable<ServiceSettingsPageQuery['service']>;

export default function ServiceSettings({ id }: { id: string }) {
  const query = useServerQuery(ServiceSettingsPage, { id });
  return (
    <Loaded query={{ ...query, data: query.data?.service ?? undefined }} what="the settings of the service">
      {(service) => (
        <div className="stack">
          <Card narrow>
            <SettingsForm service={service} />
          </Card>
          <DeleteCard service={service} />
        </div>
      )}
    </Loaded>
  );
}

function DeleteCard({ service }: { service: Service }) {
  const go = useGo();
  const remove = async () => {
    if (await deleteService(service)) go(paths.services(), { replace: true });
  };
  return (
    <Card narrow flush>
      <CardRow
        title="Delete service"
        action={
          <Button color="red" disabled={service.builtIn} onClick={remove}>
            Delete service
          </Button>
        }
      >
        {service.builtIn ? 'A built-in service cannot be deleted. Switch it off when nobody shall use it.' : consequence(service.tokenCount)}
      </CardRow>
    </Card>
  );
}

const consequence = (keys: number) => (keys === 0 ? 'It has no keys that work.' : `${counted(keys, 'key')} ${keys === 1 ? 'stops' : 'stop'} working at once.`);
