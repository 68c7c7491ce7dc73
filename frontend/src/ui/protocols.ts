// The protocols that this program speaks, for choices.
import { graphql } from '../gql';
import { useServerQuery, useSession } from '../graphql';

const ProtocolNames = graphql(`
  query ProtocolNames {
    protocols {
      name
      title
      on
      built
    }
  }
`);

/** useProtocolChoice is a protocol to ask about: the one that was chosen, else REST while it is on, else the first that is. */
export function useProtocolChoice(chosen?: string) {
  const administrator = useSession().viewer?.administrator ?? false;
  const { data } = useServerQuery(ProtocolNames, {}, { pause: !administrator });
  const built = (data?.protocols ?? []).filter((each) => each.built);
  const on = built.filter((each) => each.on);
  const first = on.find((each) => each.name === 'rest') ?? on[0];
  const protocol = chosen ?? first?.name ?? 'rest';
  return {
    protocol,
    title: built.find((each) => each.name === protocol)?.title ?? protocol.toUpperCase(),
    choices: built.map((each) => ({ value: each.name, label: each.on ? each.title : `${each.title} (off)` })),
  };
}
