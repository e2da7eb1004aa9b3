import { describe, expect, it } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import type { Host } from "../../src/facts/index.ts";
import { makeEffects } from "../../src/tui/effects.ts";
import { defaultKeys } from "../../src/tui/keys.ts";
import { type Action, allLines, initialState, noLines, type State } from "../../src/tui/state/index.ts";
import { makeStore, type Store } from "../../src/tui/store.ts";
import type { Terminal } from "../../src/tui/terminal.ts";
import { demoContext, recordedContext } from "./workbench.ts";

const silent = (): Terminal & { sent: string[] } => {
  const sent: string[] = [];
  return {
    sent,
    suspend: (callback) => callback(),
    leave: () => {},
    send: (text) => void sent.push(text),
    multiplexer: null,
    columns: () => 80,
  };
};

/** A workbench over this context without a screen. */
const open = (context: Context) => {
  const terminal = silent();
  const actions: Action[] = [];
  const effects = makeEffects(context, terminal);
  const store: Store = makeStore(
    initialState({ columns: 120, rows: 40, ascii: false, recording: null, keys: defaultKeys }),
    (effect, dispatch) =>
      effects.perform(effect, (action) => {
        actions.push(action);
        dispatch(action);
      }),
  );
  /** Resolves once the state is so; a test that waits in vain ends by its own deadline. */
  const until = (is: (state: State) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const end = store.subscribe(() => look());
      const look = (): void => {
        if (!is(store.get())) return;
        end();
        resolve();
      };
      look();
    });
  const press = (...names: string[]): void => {
    for (const name of names)
      store.dispatch({ type: "key", key: { name, text: [...name].length === 1 ? name : null } });
  };
  const enter = (line: string): void => press(...line, "enter");
  return { store, effects, terminal, actions, until, press, enter };
};

/** A host whose tools answer when the test says so; what is asked is told. */
const gated = (host: Host) => {
  const gates = new Map<string, () => void>();
  const asked: string[] = [];
  const waiting = new Map<string, Promise<void>>();
  const gateOf = (tool: string): Promise<void> => {
    const known = waiting.get(tool);
    if (known) return known;
    const gate = new Promise<void>((resolve) => gates.set(tool, resolve));
    waiting.set(tool, gate);
    return gate;
  };
  const gatedHost: Host = {
    ...host,
    exec: async (request) => {
      const tool = request.tool ?? "";
      asked.push(tool);
      const cancelled = new Promise<"cancelled">((resolve) =>
        request.cancel?.addEventListener("abort", () => resolve("cancelled")),
      );
      const first = await Promise.race([gateOf(tool), cancelled]);
      const result = await host.exec(request);
      return first === "cancelled" ? { ...result, outcome: "cancelled", exitCode: null, stdout: "" } : result;
    },
  };
  for (const tool of ["nerdctl", "crictl", "ctr", "docker"]) void gateOf(tool);
  return { host: gatedHost, asked, release: (tool: string) => gates.get(tool)?.() };
};

describe("a line", () => {
  it("is looked up while it is typed", async () => {
    const { store, press, until } = open(recordedContext());
    press(..."docker ps -a");
    await until(({ live }) => live.answered);
    const { report, runs } = store.get().live;
    expect(report?.translations.map(({ tool, fit }) => `${tool} ${fit}`)).toEqual([
      "nerdctl exact",
      "crictl exact",
      "ctr exact",
    ]);
    expect(runs).toBe(true);
    press(..."--bad");
    await until(({ live }) => live.answered);
    expect(store.get().live).toMatchObject({ runs: false, report: { problems: [{ code: expect.any(String) }] } });
  });

  it.each([
    ["docker ps -a", "container"],
    ["docker images", "image"],
    ["ctool pods", "pod"],
    ["ctool namespaces", "namespace"],
    ["docker version", "version"],
  ])("is run over a recording: %s", async (line, kind) => {
    const { store, enter, until } = open(recordedContext());
    enter(line);
    await until(({ run }) => run !== null && run.state !== "running");
    const { run } = store.get();
    expect(run).toMatchObject({ state: "done", failure: null });
    expect(run?.table?.comparison.kind).toBe(kind);
    expect(run?.table?.items.length).toBeGreaterThan(0);
  });

  it("picks the rows that docker would list", async () => {
    const { store, enter, until } = open(recordedContext());
    enter("docker ps --filter status=exited");
    await until(({ run }) => run?.state === "done");
    const states = store.get().run?.table?.items.map(({ row }) => ("state" in row ? row.state : null));
    expect(new Set(states)).toEqual(new Set(["exited"]));
  });

  it("that is wrong is not run, and says what was meant", async () => {
    const { host, asked } = gated(recordedContext().host);
    const { store, enter, until } = open(recordedContext({ host }));
    enter("docker ps --filter stauts=exited");
    await until(({ run }) => run?.state === "failed");
    expect(store.get().run?.failure?.message).toMatch(/stauts/);
    enter("x");
    await until(({ run }) => run?.id === 2 && run.state === "failed");
    expect(asked).toEqual([]);
  });

  it("that writes shows what it would do, and is not run", async () => {
    const { store, enter, until } = open(recordedContext());
    enter("docker rm -f web");
    await until(({ pages }) => pages[0]?.state === "done" || pages[0]?.state === "failed");
    expect(store.get()).toMatchObject({ run: null, view: "whole", pages: [{ asks: ["rm", "-f", "web"] }] });
    expect(store.get().pages[0]?.words).toContain("--dry-run");
  });

  it("of ctool's own opens a page with what it prints", async () => {
    const { store, enter, until } = open(recordedContext());
    enter("ctool targets");
    await until(({ pages }) => pages[0]?.state === "done");
    expect(allLines(store.get().pages[0]?.lines ?? noLines).join("\n")).toContain("k8s.io");
  });
});

describe("a run", () => {
  it("shows each tool as it answers, the fast ones before the slow one", async () => {
    const { host, release } = gated(recordedContext().host);
    const { store, enter, until } = open(recordedContext({ host }));
    enter("docker ps");
    await until(({ run }) => run?.tools.nerdctl?.state === "running" && run.tools.ctr?.state === "running");
    release("ctr");
    await until(({ run }) => run?.tools.ctr?.state === "ok");
    expect(store.get().run?.tools).toMatchObject({
      nerdctl: { state: "running" },
      ctr: { state: "ok", ms: expect.any(Number) },
    });
    for (const tool of ["nerdctl", "crictl", "docker"]) release(tool);
    await until(({ run }) => run?.state === "done");
    expect(store.get().run?.table?.items.length).toBeGreaterThan(0);
  });

  it("is stopped by Ctrl-C: its children are told, and what still comes is dropped", async () => {
    const { host } = gated(recordedContext().host);
    const { store, enter, until, press, actions } = open(recordedContext({ host }));
    enter("docker ps");
    await until(({ run }) => run?.tools.nerdctl?.state === "running");
    press("ctrl-c");
    expect(store.get().run?.state).toBe("stopped");
    // The gates stay shut: only the cancelled children can let the run end.
    await expect.poll(() => actions.some(({ type }) => type === "ran" || type === "failed")).toBe(true);
    expect(store.get().run).toMatchObject({ state: "stopped", table: null });
  });

  it("lists what runs on without its engine, from the task folders", async () => {
    const { host } = demoContext();
    const { store, enter, until } = open(demoContext({ host: { ...host, connect: async () => "refused" } }));
    enter("docker ps");
    await until(({ run }) => run !== null && run.state !== "running");
    const { run } = store.get();
    expect(run).toMatchObject({ state: "done", failure: null });
    const names = run?.table?.items.map(({ row }) => ("name" in row ? row.name : null));
    expect(names).toContainEqual(expect.stringMatching(/^kube-system\/coredns-/));
  });

  it("gives every tool's own output", async () => {
    const { store, enter, until, press } = open(recordedContext());
    enter("docker ps -a");
    await until(({ run, live }) => run?.state === "done" && live.answered);
    press("tab", "c");
    await until(({ run }) => run?.raw?.length === 4);
    const crictl = store.get().run?.raw?.find(({ tool }) => tool === "crictl");
    expect(crictl?.argv).toContain("ps");
    expect(crictl?.stdout).toContain("redis");
  });
});

it("says where lines are run, or why they cannot be", async () => {
  const { store, effects, until } = open(recordedContext());
  effects.perform({ type: "look" }, store.dispatch);
  await until(({ node }) => node.state !== "looking");
  expect(store.get().node).toMatchObject({ state: "found", target: { id: "k3s", namespace: "k8s.io" } });
  const context = recordedContext();
  const bare: Host = {
    ...context.host,
    stat: () => ({ ok: false, code: "ENOENT" }),
    list: () => ({ ok: false, code: "ENOENT" }),
    connect: async () => "missing",
  };
  const nowhere = open({ ...context, host: bare });
  nowhere.effects.perform({ type: "look" }, nowhere.store.dispatch);
  await nowhere.until(({ node }) => node.state === "none");
  nowhere.enter("docker ps");
  await nowhere.until(({ run }) => run?.state === "failed");
  expect(nowhere.store.get().run?.failure?.message).not.toBe("");
});

it("copies by an escape sequence, and says what was copied", async () => {
  const { store, terminal, enter, until, press } = open(recordedContext());
  enter("docker ps -a");
  await until(({ run, live }) => run?.state === "done" && live.answered);
  press("tab", "y");
  await until(({ notice }) => notice !== null);
  const sent = /^\u001b\]52;c;(.*)\u0007$/.exec(terminal.sent[0] ?? "")?.[1] ?? "";
  expect(Buffer.from(sent, "base64").toString()).toBe(
    "nerdctl --address /run/k3s/containerd/containerd.sock --namespace k8s.io ps -a",
  );
  expect(store.get().notice?.text).toContain("copied nerdctl's command");
});
