export default function ServiceSettings({ id }: { id: string }) {
  return <p>{id}</p>;
}
