import { paths } from '../paths';
import { useGo } from '../ui/Link';
import { Page } from '../ui/Page';
import { text, useSearch } from '../ui/search';
import css from './trial/page.module.css';
import { FunctionSelect } from './trial/FunctionSelect';
import { KeyChoice } from './trial/KeyChoice';
import { TryPanel } from './trial/TryPanel';

const schema = { key: text, face: text, request: text };

/** The test client on a page of its own: which key, which function, and the call. */
export default function TryFunction({ function: name }: { function: string }) {
  const [search, set] = useSearch(schema);
  const go = useGo();
  const tokenId = search.key ?? null;
  const choose = (next: string) => go(paths.tryFunction(next, { key: search.key, face: search.face }));
  return (
    <Page title="Test client" lead="Calls a function as a key, through every check, without its secret." wide>
      <div className={css.choice}>
        <KeyChoice value={tokenId} onChange={(key) => set({ key: key ?? undefined })} />
        <FunctionSelect tokenId={tokenId} value={name} onChange={choose} />
      </div>
      <TryPanel tokenId={tokenId} functionName={name} face={search.face ?? ''} onFace={(face) => set({ face }, { replace: true })} request={search.request} />
    </Page>
  );
}
