export default function ServiceFunctions({ id }: { id: string }) {
  return <p>{id}</p>;
}
