import type { ConnectState, ErrorCode } from "./host.ts";

/** The code of a system's error. */
export const codeOf = (error: unknown): ErrorCode =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "EIO";

const states: Record<string, ConnectState> = {
  ECONNREFUSED: "refused",
  ENOENT: "missing",
  ENOTDIR: "missing",
  EACCES: "denied",
  EPERM: "denied",
  ENOTSOCK: "not-a-socket",
  // The queue of a listening socket is full: its owner accepts nothing.
  EAGAIN: "timeout",
};

const stateOf = (error: unknown): ConnectState => states[codeOf(error)] ?? "failed";

type Settle = (state: ConnectState) => void;

/** Starts to connect. @returns closes whatever there is by then */
type Start = (path: string, settle: Settle) => () => void;

const byNode: Start = (path, settle) => {
  const socket = process.getBuiltinModule("node:net").connect({ path });
  socket.once("connect", () => settle("open"));
  socket.once("error", (error) => settle(stateOf(error)));
  return () => socket.destroy();
};

/** The part of Bun that is used here; its types would be Node's twice. */
interface Bun {
  connect: (options: {
    unix: string;
    socket: Record<"open" | "data" | "error", () => void>;
  }) => Promise<{ end: () => void }>;
}

const { Bun: bun } = globalThis as { Bun?: Bun };

/** In a single executable: to load node:net would cost a list more than all its looking around. */
const byBun =
  ({ connect }: Bun): Start =>
  (path, settle) => {
    const nothing = () => {};
    const opening = connect({ unix: path, socket: { open: nothing, data: nothing, error: nothing } });
    opening.then(
      () => settle("open"),
      (error) => settle(stateOf(error)),
    );
    return () => void opening.then((socket) => socket.end(), nothing);
  };

const start = bun === undefined ? byNode : byBun(bun);

/** Whether somebody listens on a socket. Nothing is said to them. */
export const tryConnect = (path: string, timeoutMs: number): Promise<ConnectState> =>
  new Promise((resolve) => {
    const settle: Settle = (state) => {
      clearTimeout(deadline);
      close();
      resolve(state);
    };
    const deadline = setTimeout(() => settle("timeout"), timeoutMs);
    const close = start(path, settle);
  });
