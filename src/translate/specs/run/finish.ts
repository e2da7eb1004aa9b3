import type { StepFile } from "../../../model/index.ts";
import type { Draft, DraftStep } from "../../draft.ts";
import { referenceFor } from "../../image-operand.ts";
import { namePattern } from "../../pieces.ts";
import { isLocalRegistry } from "../../references.ts";
import { isOn, lastValue } from "../../spec.ts";
import { quote } from "../../words.ts";
import { argumentsOf, imageOf, isCreate, nameOf } from "./name.ts";
import { readNetwork } from "./network.ts";

/** The image as containerd names it. */
function referenceOf(draft: Draft): string {
  return referenceFor(draft, imageOf(draft.command));
}

/** crictl's pod.json for a container of this name, with what the rules put in. */
function podFile(name: string, fields: Readonly<Record<string, unknown>>): StepFile {
  const { linux, ...rest } = fields;
  return toFile("pod.json", {
    metadata: { name, namespace: "default", attempt: 1, uid: `${name}-uid` },
    log_directory: "/var/log/crictl",
    linux: linux ?? {},
    ...rest,
  });
}

/** crictl's container.json: docker's ENTRYPOINT is `command` there and its CMD `args`. */
function containerFile(draft: Draft): StepFile {
  const { command } = draft;
  const name = nameOf(command);
  const { linux, ...rest } = draft.container;
  const content: Record<string, unknown> = { metadata: { name }, image: { image: referenceOf(draft) } };
  const entrypoint = lastValue(command, "entrypoint");
  let args = argumentsOf(command);
  if (entrypoint !== null && entrypoint !== "") content.command = [entrypoint];
  else if (entrypoint === "" && args.length > 0) {
    content.command = args.slice(0, 1);
    args = args.slice(1);
  }
  if (args.length > 0) content.args = args;
  return toFile("container.json", { ...content, log_path: `${name}.log`, linux: linux ?? {}, ...rest });
}

function toFile(path: string, content: unknown): StepFile {
  return { path, content: `${JSON.stringify(content, null, 2)}\n` };
}

/** `docker run` and `docker create` in crictl: two files, and a sandbox for the container. */
export function finishCrictl(draft: Draft): void {
  const { command, parity } = draft;
  const create = isCreate(command);
  if (!isOn(command, "privileged")) confineCri(draft, parity);
  const joined = readNetwork(lastValue(command, "network") ?? "bridge");
  const pod = podFile(joined.kind === "container" ? joined.name : nameOf(command), draft.pod);
  const container = containerFile(draft);
  const never = lastValue(command, "pull") === "never";
  const pull: DraftStep[] = never ? [] : [{ argv: ["crictl", "pull", referenceOf(draft)] }];
  const made = (files: StepFile[]): DraftStep => ({
    argv: ["crictl", "create", "<pod-id>", "container.json", "pod.json"],
    files,
    captures: "<container-id>",
  });
  if (joined.kind === "container") {
    const lookup = quote(["crictl", "pods", "-q", "--name", namePattern([joined.name])]);
    draft.lookups.set("<pod-id>", lookup);
    draft.tell(null, `<pod-id> is the pod of ${joined.name}: ${lookup}`);
    draft.steps = [made([pod, container]), ...(create ? [] : [{ argv: ["crictl", "start", "<container-id>"] }])];
    if (!never) draft.tell(null, `crictl create does not pull: crictl pull ${referenceOf(draft)}`);
    return;
  }
  if (create) {
    const runp = { argv: ["crictl", "runp", ...draft.flags(), "pod.json"], files: [pod], captures: "<pod-id>" };
    draft.steps = [...pull, runp, made([container])];
    return;
  }
  const run = {
    argv: ["crictl", "run", ...draft.flags(), "container.json", "pod.json"],
    files: [pod, container],
    captures: "<container-id>",
  };
  draft.steps = [run, ...attach(draft)];
}

/** crictl run returns at once: a terminal is attached afterwards. */
function attach(draft: Draft): DraftStep[] {
  const { command } = draft;
  if (isOn(command, "detach")) return [];
  const letters = `${isOn(command, "interactive") ? "i" : ""}${isOn(command, "tty") ? "t" : ""}`;
  if (letters !== "") return [{ argv: ["crictl", "attach", `-${letters}`, "<container-id>"] }];
  const follow = "crictl run returns at once and prints the id: crictl logs -f ID shows the output";
  if (isOn(command, "rm")) draft.tell(null, follow);
  else draft.change(null, follow);
  return [];
}

const UNCONFINED = "without a seccomp field CRI runs the container unconfined";

function confineCri(draft: Draft, parity: boolean): void {
  const options = (draft.command.byName.get("security-opt") ?? []).map(({ value }) => value);
  if (options.some((value) => value.startsWith("seccomp"))) return;
  if (parity) draft.set("container", "linux.security_context.seccomp", { profile_type: 0 });
  else draft.tell(null, `${UNCONFINED}: linux.security_context.seccomp {"profile_type": 0} is docker's default`);
}

/** `docker run` and `docker create` in ctr: pull, then run with an id. */
export function finishCtr(draft: Draft): void {
  const { command } = draft;
  const reference = referenceOf(draft);
  const platform = lastValue(command, "platform");
  if (lastValue(command, "pull") !== "never") {
    const argv = ["ctr", "images", "pull"];
    if (isLocalRegistry(reference)) argv.push("--plain-http");
    if (platform !== null) argv.push("--platform", platform);
    draft.before.push({ argv: [...argv, reference] });
  }
  confineCtr(draft);
  const entrypoint = lastValue(command, "entrypoint");
  const args = [...(entrypoint === null || entrypoint === "" ? [] : [entrypoint]), ...argumentsOf(command)];
  if (args.length > 0 && entrypoint === null)
    draft.tell(null, "arguments after the id replace the image's ENTRYPOINT as well as its CMD");
  draft.operands = [reference, nameOf(command), ...args].map((word, at) => ({ at, word }));
  if (!isOn(command, "name") && !isOn(command, "rm")) {
    const why = `ctr wants an id: ${nameOf(command)} stays taken until ctr containers rm ${nameOf(command)}`;
    draft.change(null, why);
  }
  const network = lastValue(command, "network");
  if (network === null && !isOn(command, "publish") && !isOn(command, "publish-all"))
    draft.tell(null, "only a loopback network without --net-host or --cni");
}

/** ctr's defaults are not docker's: no seccomp, but no-new-privileges. */
function confineCtr(draft: Draft): void {
  const { command } = draft;
  const options = (command.byName.get("security-opt") ?? []).map(({ value }) => value);
  const seccomp = isOn(command, "privileged") || options.some((value) => value.startsWith("seccomp"));
  const privileges = options.some((value) => value.startsWith("no-new-privileges"));
  const missing = [...(seccomp ? [] : ["--seccomp"]), ...(privileges ? [] : ["--allow-new-privs"])];
  if (missing.length === 0) return;
  if (draft.parity) draft.put(null, missing);
  else draft.tell(null, `docker's defaults are other than ctr's: ${missing.join(" ")} makes them the same`);
}
