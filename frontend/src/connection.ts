// Whether the server answers, and since when not. The bar at the top of the page shows it; queries are asked again when it ends.

export interface Connection {
  online: boolean;
  /** When the server last answered. */
  answeredAt: number;
}

const retryMs = 3000;
let state: Connection = { online: true, answeredAt: Date.now() };
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(next: Connection) {
  const changed = next.online !== state.online;
  state = next;
  if (changed) for (const listener of listeners) listener();
}

export const connection = {
  get: () => state,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  answered() {
    clearTimeout(timer);
    set({ online: true, answeredAt: Date.now() });
  },
  lost() {
    set({ ...state, online: false });
    clearTimeout(timer);
    timer = setTimeout(knock, retryMs);
  },
  /** Asks at once instead of waiting. */
  retry: () => knock(),
};

async function knock() {
  try {
    const answer = await fetch('/readyz', { cache: 'no-store' });
    if (answer.status < 500) connection.answered();
    else connection.lost();
  } catch {
    connection.lost();
  }
}
