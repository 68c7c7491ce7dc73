export default function ServiceUsers({ id }: { id: string }) {
  return <p>{id}</p>;
}
