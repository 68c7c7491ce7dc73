export default function ServiceKeys({ id }: { id: string }) {
  return <p>{id}</p>;
}
