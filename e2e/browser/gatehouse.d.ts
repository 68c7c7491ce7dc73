// The types of e2e/gatehouse.mjs, as far as the browser tests use it.
declare module '*/gatehouse.mjs' {
  export interface Cleaning {
    after(undo: () => Promise<void>): void;
  }
  export interface Server {
    base: string;
    output(): string;
  }
  export interface Provider {
    base: string;
    output(): string;
    stop(): Promise<void>;
  }
  export function provider(t: Cleaning, port: number, redirect: string, users: Record<string, Record<string, unknown>>): Promise<Provider>;
  export function freePort(): Promise<number>;
  export function sqlite(t: Cleaning): Promise<string>;
  export function serve(t: Cleaning, database: string, ...args: string[]): Promise<Server>;
  export function gatehouse(database: string, command: string, args?: string[], options?: { input?: string }): Promise<string>;
}
