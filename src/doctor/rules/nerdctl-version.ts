import { ctrVersionsOf, minorOf } from "../ctr-lists.ts";
import { engineAt, hasTool, probeOf } from "../look.ts";
import { nerdctlPlaceOf } from "../nerdctl-place.ts";
import type { Rule } from "../rule.ts";

export const nerdctlVersion: Rule = {
  id: "nerdctl-version",
  area: "nerdctl",
  title: "nerdctl and containerd are too far apart in age",
  worst: "info",
  check: (facts) => {
    if (!hasTool(facts, "nerdctl")) return null;
    const { address } = nerdctlPlaceOf(facts);
    const engine = engineAt(facts, address.value) ?? facts.node.engines.find(({ id }) => id === facts.target?.id);
    if (!engine) return null;
    const probe = probeOf(facts, "nerdctl", "client");
    const client = /version v?(\S+)/.exec(probe?.run.stdout ?? "")?.[1] ?? null;
    const server = ctrVersionsOf(probeOf(facts, "ctr", "version", engine.id)).server;
    const [own, other] = [minorOf(client), minorOf(server)];
    if (!own || !other) return null;
    const old = own[0] >= 2 && other[0] === 1 && other[1] < 7;
    const late = (own[0] < 2 || (own[0] === 2 && own[1] < 2)) && (other[0] > 2 || (other[0] === 2 && other[1] >= 2));
    if (!old && !late) return null;
    return {
      severity: "info",
      title: `nerdctl ${client} is not made for containerd ${server}: most of it works, pull and build may not`,
      because: [
        old
          ? "nerdctl 2 supports containerd 1.7 and later; 1.6 lacks the transfer service."
          : "nerdctl before 2.2 does not know containerd 2.2.",
      ],
      evidence: [
        { text: `nerdctl version ${client}`, source: "nerdctl --version" },
        { text: `Server ${server}`, source: "ctr version" },
      ],
      fix: [
        {
          text: old ? "a nerdctl 1.7 fits this containerd" : "a nerdctl 2.2 or later fits this containerd",
          argv: null,
        },
      ],
      about: [],
    };
  },
  page: {
    symptom: "`unknown service containerd.services.transfer…` or odd errors of `nerdctl pull`, `save`, `load`.",
    cause: "nerdctl is made for the containerd versions that are supported when it is released.",
    check: "`nerdctl version` prints both.",
    fix: "Take the nerdctl release that fits the node's containerd.",
  },
};
