// The test client: a call of one function, written as a form, as JSON or as it stands on the wire, sent as a key without its secret.
import type { CatalogueFunctionQuery, TriedKeyOwnerQuery, TriedFunctionFragment, TriedQuery } from '../../gql/graphql';
import { useServerQuery, useSession } from '../../graphql';
import { sayReason } from '../../ui/checks';
import { Note } from '../../ui/Page';
import { Loaded } from '../../ui/states';
import { isolated } from '../../ui/words';
import { Client } from './Client';
import { CatalogueFunction, TriedKeyOwner, Tried } from './documents';
import { useDocumented } from './documented';
import { faceFor } from './FaceSelect';

export interface TryPanelProps {
  /** The key that it is called as; without one the call can be written and not sent. */
  tokenId: string | null;
  functionName: string;
  /** The name of a face, or of a protocol. */
  face: string;
  onFace: (face: string) => void;
  /** The record of a call in the log that it was opened from. */
  request?: string;
}

export function TryPanel(props: TryPanelProps) {
  const { tokenId, functionName } = props;
  const administrator = useSession().viewer?.administrator ?? false;
  const documented = useDocumented(tokenId);
  const query = useServerQuery(Tried, { token: tokenId ?? '', chosen: tokenId !== null, documented: documented.token, name: functionName }, { pause: documented.hindrance !== null });
  const owner = useServerQuery(TriedKeyOwner, { token: tokenId ?? '' }, { pause: !administrator || !tokenId }).data?.token;
  const missing = Boolean(query.data && !query.data.documentation.function && administrator);
  const catalogue = useServerQuery(CatalogueFunction, { name: functionName }, { pause: !missing });
  if (documented.hindrance) return <Note>{documented.hindrance}</Note>;
  return (
    <Loaded query={{ ...query, data: query.data ?? undefined }} what="the test client" lines={8}>
      {(tried) => (missing && catalogue.loading ? null : <Chosen {...props} tried={tried} catalogue={catalogue.data} owner={owner?.id === tokenId ? owner?.user : undefined} />)}
    </Loaded>
  );
}

type Owner = NonNullable<TriedKeyOwnerQuery['token']>['user'];

interface ChosenProps extends TryPanelProps {
  tried: TriedQuery;
  catalogue: CatalogueFunctionQuery | undefined;
  /** Of a key, where that is told. */
  owner: Owner | undefined;
}

/** Chosen finds out what may be done here, and hands it to the client. */
function Chosen({ tried, catalogue, owner, functionName, face: wanted, onFace, request }: ChosenProps) {
  const viewer = useSession().viewer?.id;
  const { token } = tried;
  const { faces, function: documented } = tried.documentation;
  const face = faceFor(faces, wanted);
  const of: TriedFunctionFragment | null | undefined = documented?.access.function ?? catalogue?.function;
  if (!face) return <Note tone="warn">Every protocol is off, so nothing can be called.</Note>;
  if (!of) return <Note tone="warn">{catalogue ? `There is no function called ${functionName}.` : `The service of this key does not hold ${functionName}.`}</Note>;
  if (!of.present) return <Note tone="err">This program no longer has the function.</Note>;
  return (
    <Client
      key={of.name}
      of={of}
      token={token ?? null}
      hindrance={hindranceOf(tried, functionName, owner && owner.id !== viewer ? owner : undefined)}
      faces={faces}
      face={face}
      onFace={onFace}
      example={documented?.wires.find((wire) => wire.face.name === face.name)?.request ?? null}
      request={request}
    />
  );
}

/** hindranceOf is why a call cannot be sent, as far as that is known beforehand; nothing when it can. */
function hindranceOf({ token, documentation: { function: documented } }: TriedQuery, name: string, other: Owner | undefined): string | null {
  if (!token) return 'Choose a key to send.';
  if (other) return `This is a key of ${isolated(other.fullName)}. As another person’s key you can check only: nothing is ever run.`;
  if (!documented) return `Refused: ${name} is not in the service “${token.service.name}” of this key.`;
  const { allowed, check, reason } = documented.access;
  return allowed ? null : `Refused: ${check && reason ? sayReason(check, reason) : 'this key may not call it.'}`;
}
