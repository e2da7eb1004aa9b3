import type { Draft } from "../draft.ts";
import { readFormat } from "../formats.ts";
import { referenceFor } from "../image-operand.ts";
import { lookUp } from "../lookup.ts";
import { asTyped, flag, lost, operands, reshape, same, since, verb } from "../rules.ts";
import { type CommandSpec, type FlagSpec, isOn, lastValue, type Operand, type Rule, type VerbForm } from "../spec.ts";
import { atLeast } from "../versions.ts";

/** docker's fields and where crictl's JSON keeps them. */
const FIELDS = new Map([
  [".Id", ".status.id"],
  [".Name", ".status.metadata.name"],
  [".Created", ".status.createdAt"],
  [".Image", ".status.imageRef"],
  [".LogPath", ".status.logPath"],
  [".Mounts", ".status.mounts"],
  [".Config.Image", ".status.image.image"],
  [".Config.Labels", ".status.labels"],
  [".State.Pid", ".info.pid"],
  [".State.ExitCode", ".status.exitCode"],
  [".State.StartedAt", ".status.startedAt"],
  [".State.FinishedAt", ".status.finishedAt"],
]);
/** Every usual way to ask for the container's address. */
const ADDRESS =
  /^\{\{\s*(?:\.NetworkSettings\.IPAddress|range\s+(?:\$\w+\s*,\s*\$\w+\s*:=\s*)?\.NetworkSettings\.Networks\s*\}\}\s*\{\{\s*(?:\.|\$\w+\.)IPAddress\s*\}\}\s*\{\{\s*end)\s*\}\}$/;
const SIMPLE = /^\{\{\s*(?:json\s+)?(\.[\w.]+)\s*\}\}$/;

/** What a name in `docker inspect` can be; a name with a colon or a slash is an image's. */
function objectOf(draft: Draft): string {
  const type = lastValue(draft.command, "type");
  if (type !== null && type !== "") return type;
  return draft.command.operands.some(({ word }) => /^[^$`<]*[:/]/.test(word)) ? "image" : "container";
}

function namesOf(draft: Draft): string[] {
  return draft.command.operands.map(({ word }) => word);
}

/** Containers (or their pods) by id: names are looked up first. */
function containersById(draft: Draft, among: "running" | "all" | "pods"): Operand[] {
  return lookUp(draft, namesOf(draft), among).map((word) => ({ at: 0, word }));
}

function inspectInCrictl(draft: Draft): void {
  const object = objectOf(draft);
  if (object === "image") {
    draft.verb = ["inspecti"];
  } else if (object !== "container") {
    draft.refuse(`CRI has no ${object} objects`, wayOut(object));
  } else if (isOn(draft.command, "size")) {
    draft.verb = ["stats"];
    draft.operands = containersById(draft, "running");
    if (draft.operands.length > 1) draft.lose(null, "crictl stats takes one id at a time");
    draft.operands = draft.operands.slice(0, 1);
    draft.change(null, "only the DISK column; crictl inspect shows no sizes");
    return;
  } else if (ADDRESS.test(lastValue(draft.command, "format") ?? "")) {
    draft.verb = ["inspectp"];
    draft.operands = containersById(draft, "pods");
    draft.put(null, ["-o", "go-template", "--template", "{{.status.network.ip}}"]);
    draft.tell(null, "the address belongs to the pod, whose sandbox is asked");
    return;
  } else draft.operands = containersById(draft, "all");
  draft.tell(null, "CRI's fields, not docker's");
  putFormat(draft, object);
}

function putFormat(draft: Draft, object: string): void {
  const use = draft.command.byName.get("format")?.at(-1);
  if (use === undefined) return;
  const format = readFormat(use.value);
  const field = object === "container" ? FIELDS.get(SIMPLE.exec(use.value)?.[1] ?? "") : undefined;
  if (field !== undefined) draft.put(use, ["-o", "go-template", "--template", `{{${field}}}`]);
  else if (format.kind === "json") draft.put(use, ["-o", "json"]);
  else
    draft.lose(
      use,
      "crictl's templates are not docker's",
      "-o go-template --template with CRI's fields, or read the JSON",
    );
}

function inspectInCtr(draft: Draft): void {
  const object = objectOf(draft);
  if (object !== "container" && object !== "image") {
    draft.refuse(`ctr has no ${object} objects`, wayOut(object));
  } else if (object === "image" && !atLeast(draft.version, "2.0")) {
    draft.refuse("needs ctr 2.0", "ctr images ls name==REF, ctr content get DIGEST");
  } else if (object === "image") {
    draft.steps = namesOf(draft).map((name) => ({
      argv: ["ctr", "images", "inspect", "--content", referenceFor(draft, name)],
    }));
    draft.change(null, "the tree of the image's content with the JSON of manifest and config, not docker's record");
  } else if (isOn(draft.command, "size")) {
    draft.verb = ["snapshots", "usage"];
    draft.change(null, "only the size of the container's snapshot");
  } else {
    draft.steps = namesOf(draft).map((name) => ({ argv: ["ctr", ...draft.verb, name] }));
    draft.change(null, "containerd's record and the OCI specification, not docker's record");
  }
}

function wayOut(object: string): string {
  if (object === "network") return "CNI configuration: /etc/cni/net.d; or nerdctl network inspect";
  if (object === "volume") return "nerdctl volume inspect";
  return "only dockerd has it";
}

/** nerdctl's --type knows image and container; networks and volumes are verbs of their own. */
function inspectInNerdctl(draft: Draft): void {
  const object = objectOf(draft);
  if (object === "network" || object === "volume") draft.verb = [object, "inspect"];
  else if (object !== "image" && object !== "container")
    draft.refuse(`nerdctl has no ${object} objects`, wayOut(object));
}

const TYPE: Record<"nerdctl" | "crictl" | "ctr", Rule> = {
  nerdctl: reshape("same for image and container; network inspect, volume inspect", (draft, use) => {
    if (use.value === "image" || use.value === "container") draft.keep(use);
  }),
  crictl: reshape("inspect or inspecti", () => {}),
  ctr: reshape("containers info or images inspect", () => {}),
};

/** Networks and volumes have no size in docker either. */
const nerdctlSize = reshape("same", (draft, use) => {
  if (/^(?:container|image)$/.test(objectOf(draft))) draft.keep(use);
});

function rows(nerdctl: Rule): FlagSpec[] {
  return [
    flag("-f, --format string", "Prints a Go template, or json.", {
      nerdctl,
      crictl: reshape("-o go-template --template, with CRI's fields", () => {}),
      ctr: lost("ctr has no templates", "read the JSON"),
    }),
    flag("-s, --size", "Shows the sizes of containers.", {
      nerdctl: since("2.0", nerdctlSize),
      crictl: reshape("crictl stats", () => {}),
      ctr: reshape("ctr snapshots usage", () => {}),
    }),
  ];
}

const forms: { nerdctl: VerbForm; crictl: VerbForm; ctr: VerbForm } = {
  nerdctl: asTyped({ finish: inspectInNerdctl }),
  crictl: verb("inspect", { finish: inspectInCrictl, grouped: false }),
  ctr: verb("containers info", { finish: inspectInCtr }),
};

export const commands: readonly CommandSpec[] = [
  {
    path: "inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of containers, images, networks or volumes.",
    operands: operands("NAME|ID [NAME|ID...]", "container"),
    tools: forms,
    flags: [...rows(same), flag("--type string", "Kind of object: container, image, network, volume and so on.", TYPE)],
    examples: [
      "docker inspect web",
      "docker inspect web db f52d55c8e029",
      "docker inspect nginx:alpine",
      "docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' web",
      "docker inspect -f '{{.State.Pid}}' web",
      "docker inspect --format json web",
      "docker inspect --format '{{.HostConfig.Binds}}' web",
      "docker inspect -s web",
      "docker inspect --type image nginx",
      "docker inspect --type volume data",
      "docker inspect --type network bridge",
      "docker inspect --type node self",
    ],
  },
  {
    path: "container inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of containers.",
    operands: operands("CONTAINER [CONTAINER...]", "container"),
    tools: forms,
    flags: rows(same),
    examples: ["docker container inspect web", "docker container inspect -sf '{{.Name}}' web"],
  },
];
