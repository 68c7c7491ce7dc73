import { graphql } from '../gql';
import type { ProtocolsPageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { Card, Note, Page, Section } from '../ui/Page';
import { useSite } from '../ui/site';
import { Loaded } from '../ui/states';
import { NotBuilt } from './protocols/NotBuilt';
import { ProtocolCard } from './protocols/ProtocolCard';
import { SwitchRow } from './protocols/SwitchRow';
import { switchDocumentation, switchWebServices } from './protocols/switches';

const ProtocolsPage = graphql(`
  query ProtocolsPage {
    settings {
      webServicesOn
      documentationOn
    }
    protocols {
      name
      on
      built
      ...ProtocolCard
    }
  }
`);

export default function Protocols() {
  const query = useServerQuery(ProtocolsPage, {});
  return (
    <Page title="Protocols" lead="A protocol is a way of calling functions over HTTP. Turn on only those that your applications speak.">
      <Loaded query={query} what="the protocols" lines={10}>
        {(data) => <Switches data={data} />}
      </Loaded>
    </Page>
  );
}

function Switches({ data: { settings, protocols } }: { data: ProtocolsPageQuery }) {
  const { publicURL } = useSite();
  const anyOn = protocols.some((each) => each.on);
  return (
    <>
      <Card flush>
        <SwitchRow title="Web services" name="Web services" on={settings.webServicesOn} set={switchWebServices}>
          {settings.webServicesOn
            ? 'Applications may call, over the protocols that are on below.'
            : 'Every call is refused. A new installation begins this way, so that nothing answers to the network before you have decided what may be called, and by whom.'}
        </SwitchRow>
        <SwitchRow title="Documentation for each user" name="Documentation for each user" on={settings.documentationOn} set={switchDocumentation}>
          Signed-in users read about the functions that their own keys may call. What administrators read under Functions stays either way.
        </SwitchRow>
      </Card>
      <Section title="Wire formats" lead={`All of them answer under ${publicURL}, and each call passes the same checks.`}>
        <div className="stack">
          {!anyOn && <Note tone="warn">All protocols are off. No application can call you.</Note>}
          {anyOn && !settings.webServicesOn && <Note tone="warn">Web services are off as a whole, so none of these answers.</Note>}
          {protocols.filter((each) => each.built).map((each) => (
            <ProtocolCard key={each.name} protocol={each} />
          ))}
          <NotBuilt protocols={protocols.filter((each) => !each.built)} />
        </div>
      </Section>
    </>
  );
}
