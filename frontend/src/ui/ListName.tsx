/** ListName is a name that somebody gave, in a list: two lines at most, all of it in the title, and its direction its own. */
export function ListName({ children }: { children: string }) {
  return (
    <bdi className="clamp break" title={children.length > 40 ? children : undefined}>
      {children}
    </bdi>
  );
}
