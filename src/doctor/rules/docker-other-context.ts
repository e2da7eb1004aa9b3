import type { Fix } from "../../model/index.ts";
import { type DockerPlace, dockerPlaceOf, isUsualPlace, usualDocker } from "../docker-place.ts";
import { hasTool, jsonLinesOf, probeOf, saidBy, socketAt, succeeded } from "../look.ts";
import { jsonFileOf } from "../parse.ts";
import type { Rule } from "../rule.ts";

/** config.json without its choice; null where it cannot be written safely. */
const withoutContext = ({ config }: DockerPlace): string | null => {
  if (config === null || config.text === null) return null;
  const { value, problem } = jsonFileOf(config);
  if (problem !== null) return null;
  const { currentContext: _, ...rest } = value;
  const indent = /\n(\s+)"/.exec(config.text)?.[1] ?? "\t";
  return `${JSON.stringify(rest, null, indent)}\n`;
};

const fixOf = (place: DockerPlace): Fix => {
  if (place.by === "DOCKER_HOST" || place.by === "DOCKER_CONTEXT")
    return { text: "forget the variable (and take it out of your profile)", argv: null, shell: `unset ${place.by}` };
  const content = withoutContext(place);
  return {
    text: "go back to this node's own docker",
    argv: ["docker", "context", "use", "default"],
    ...(content !== null && place.config ? { edit: { path: place.config.path, content } } : {}),
  };
};

const howMany = (rows: unknown[] | null): string => (rows === null ? "" : ` (${rows.length} there)`);

export const dockerOtherContext: Rule = {
  id: "docker-other-context",
  area: "docker",
  title: "docker is pointed somewhere else than this node's dockerd",
  worst: "error",
  explains: ["docker-no-rights"],
  check: (facts) => {
    if (!hasTool(facts, "docker")) return null;
    const place = dockerPlaceOf(facts);
    if (place.by === "default" || isUsualPlace(facts, place)) return null;
    const here = usualDocker(facts);
    const there = place.address === null ? undefined : socketAt(facts, place.address);
    // A leftover, and a socket of somebody else's, have rules of their own.
    if (there && (there.liveness === "refused" || there.liveness === "not-a-socket" || there.speaks === "grpc"))
      return null;
    const typed = probeOf(facts, "docker", "ps");
    const works = succeeded(typed);
    const local = here?.liveness === "alive" ? probeOf(facts, "docker", "ps", here.id) : undefined;
    const what = place.by === "context" ? `the docker context ${place.context}` : place.by;
    // Where it answers and there is no dockerd here, it is simply how this docker is used.
    if (works && local === undefined) return null;
    const to = place.address ?? "a context that does not exist";
    const said = works ? "" : (saidBy(typed).trim().split("\n")[0] ?? "");
    return {
      severity: works ? "warning" : "error",
      title: `${what} leads docker away from this node's dockerd, to ${to}`,
      because: [
        works
          ? `docker ps lists what is there${howMany(jsonLinesOf(typed))}, not what this node's dockerd has${howMany(jsonLinesOf(local))}.`
          : "Nothing answers there.",
      ],
      evidence: [
        ...place.evidence,
        ...(there?.why ? [{ text: there.why, source: there.path }] : []),
        ...(said ? [{ text: said, source: "docker ps" }] : []),
      ],
      see: here ? ["docker --host unix:///var/run/docker.sock ps"] : [],
      fix: [fixOf(place)],
      after: here ? "docker ps lists this node's containers." : null,
      about: ["docker"],
    };
  },
  page: {
    symptom:
      "`docker ps` is empty or shows unknown containers, `all my containers and images disappeared`, or it cannot connect to an address you did not expect.",
    cause:
      "`DOCKER_HOST`, `DOCKER_CONTEXT` or the current context in `~/.docker/config.json` leads elsewhere. Installing Docker Desktop, Colima or a rootless docker switches the context.",
    check: "`docker context show`, `docker context ls`, `env | grep DOCKER_`.",
    fix: "`docker context use default`, or `unset DOCKER_HOST DOCKER_CONTEXT`. `ctool doctor --fix` takes the choice out of config.json and keeps a copy.",
  },
};
