import type { FileFact } from "../facts.ts";
import { filesOf } from "../look.ts";
import { jsonFileOf, textAt, valueAt } from "../parse.ts";
import type { Rule } from "../rule.ts";

const troubleOf = (file: FileFact): string | null => {
  if (file.text === null) return null;
  const { problem, value } = jsonFileOf(file);
  if (problem !== null) return `It is no valid JSON: ${problem}.`;
  const plugins = valueAt(value, "plugins");
  if (file.path.endsWith(".conflist") && (!Array.isArray(plugins) || plugins.length === 0))
    return 'A .conflist holds a list "plugins", and this one does not.';
  if (textAt(value, "name") === null) return 'It has no "name".';
  return null;
};

export const cniConfigBroken: Rule = {
  id: "cni-config-broken",
  area: "network",
  title: "A network configuration cannot be read",
  worst: "error",
  check: (facts) => {
    const broken = filesOf(facts, "cni").flatMap((file) => {
      const why = troubleOf(file);
      return why === null ? [] : [{ file, why }];
    });
    return broken.map(({ file, why }) => {
      const folder = file.path.slice(0, file.path.lastIndexOf("/"));
      const own = facts.cni.find(({ confDir, of }) => confDir === folder && of !== "nerdctl");
      const first = own?.configs?.filter((name) => /\.(?:conf|conflist|json)$/.test(name))[0];
      // CRI takes the first file by name: a broken one in front of it stands in the way.
      const inUse = own !== undefined && file.path.endsWith(`/${first}`);
      return {
        severity: inUse ? "error" : "warning",
        title: `${file.path} is no network configuration`,
        because: [why, inUse ? "CRI takes the first file by name, and that is this one." : "It is passed over."],
        evidence: [{ text: file.text?.split("\n")[0]?.trim() || "(empty)", source: file.path, line: 1 }],
        fix: [{ text: "mend it, or move it out of the folder", argv: null }],
        after: "CRI loads the network as soon as the file is right.",
        about: own ? ["crictl"] : ["nerdctl"],
      };
    });
  },
  page: {
    symptom:
      "`cni config load failed: failed to load CNI config list file …: error parsing configuration list` in `crictl info`.",
    cause:
      "A file in CNI's folder is not JSON (a half-written or edited one), or lacks `name` or `plugins`. The first file by name is the one that is used.",
    check: "`crictl info` (lastCNILoadStatus); `python3 -m json.tool FILE`.",
    fix: "Mend the file, or move it out of the folder. containerd takes the change at once.",
  },
};
