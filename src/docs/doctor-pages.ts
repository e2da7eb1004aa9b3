import { type Area, type Rule, rules } from "../doctor/index.ts";
import { MESSAGES_PAGE, messagesPage } from "../doctor/messages/index.ts";
import { plain, table } from "./markdown.ts";

/** Every area, in the order in which people look: who shows nothing, what runs the containers, what is around them. */
const AREAS: Readonly<Record<Area, string>> = {
  docker: "docker",
  containerd: "containerd",
  cri: "CRI, containerd's door for Kubernetes",
  crictl: "crictl",
  nerdctl: "nerdctl",
  ctr: "ctr",
  kubernetes: "k3s, RKE2, the kubelet",
  images: "Images and registries",
  network: "The pods' network",
  rights: "Rights",
  node: "The node",
};

const FOLDER = "docs/doctor";

/** A rule's page: what people see, why, how to make sure, and what mends it. */
const pageOf = ({ title, area, worst, explains = [], page, id }: Rule): string => {
  const effects = explains
    .filter((effect) => rules.some((rule) => rule.id === effect))
    .map((effect) => `[${effect}](${effect}.md)`);
  const parts = [
    `# ${plain(title)}`,
    `\`${id}\` · ${AREAS[area]} · at worst: ${worst} · [all findings](README.md)`,
    "## What one sees",
    page.symptom,
    "## Why",
    page.cause,
    "## How to make sure",
    page.check,
    "## What mends it",
    page.fix,
    ...(effects.length > 0 ? [`It accounts for what follows from it: ${effects.join(", ")}.`] : []),
  ];
  return `${parts.map((part) => part.trim()).join("\n\n")}\n`;
};

const indexOf = (): string => {
  const parts = Object.entries(AREAS).flatMap(([area, name]) => {
    const own = rules.filter((rule) => rule.area === area);
    if (own.length === 0) return [];
    const rows = own.map(({ id, title, worst }) => [`[${id}](${id}.md)`, plain(title), worst]);
    return [`## ${name}`, table(["Finding", "What is so", "At worst"], rows)];
  });
  return `${[
    "# What doctor finds",
    `\`ctool doctor\` looks at the node and tries ${rules.length} rules on what it saw; \`ctool why 'docker ps'\` runs one command and explains its answer. Each finding names its evidence, the command that mends it, and one of these pages. What the tools themselves print is explained in [known messages](messages.md), and by \`ctool why -\`.`,
    "`error`: something does not work. `warning`: it will not for long, or it misleads. `info`: good to know.",
    ...parts,
  ].join("\n\n")}\n`;
};

/**
 * docs/doctor: a page for each rule, their index, and the page of known messages.
 * @returns path from the project's top → Markdown
 */
export const doctorPages = (): Map<string, string> =>
  new Map([
    [`${FOLDER}/README.md`, indexOf()],
    [MESSAGES_PAGE, messagesPage()],
    ...rules.map((rule) => [`${FOLDER}/${rule.id}.md`, pageOf(rule)] as const),
  ]);
