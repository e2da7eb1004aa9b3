import { criEnginesOf } from "../cri-info.ts";
import { criTroubleOf, registryTableOf } from "../cri-state.ts";
import type { DoctorFacts } from "../facts.ts";
import { pathsOf } from "../flavors.ts";
import { filesOf } from "../look.ts";
import { lineIn, textAt } from "../parse.ts";
import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

const configPathOf = (facts: DoctorFacts, engine: string) =>
  filesOf(facts, "containerd", engine).flatMap((file) => {
    const at = lineIn(file, /^\s*config_path\s*=/);
    const path = textAt(registryTableOf(file), "config_path");
    return at && path ? [{ text: at.text, source: file.path, line: at.line, path }] : [];
  })[0];

export const criMirrors: Rule = {
  id: "cri-mirrors",
  area: "cri",
  title: "CRI does not load: registry.mirrors and config_path are both set",
  worst: "error",
  explains: [
    "tools-hang",
    "cri-failed",
    "cri-disabled",
    "registry-mirrors-old",
    "kubelet-dead-endpoint",
    "crictl-no-config",
  ],
  check: (facts) =>
    criEnginesOf(facts)
      .filter(({ engine, liveness }) => engine === "containerd" && liveness === "alive")
      .flatMap((engine) => {
        const trouble = criTroubleOf(facts, engine);
        if (trouble?.why !== "mirrors") return [];
        const other = configPathOf(facts, engine.id);
        return {
          severity: "error" as const,
          title: `CRI did not load in ${engine.id}: registry.mirrors and config_path are both set`,
          because: ["The old tables and the folder of hosts.toml files exclude each other; the plugin refuses both."],
          evidence: [
            { text: trouble.text, source: trouble.source, line: trouble.line },
            ...(other ? [{ text: other.text, source: other.source, line: other.line }] : []),
          ],
          fix: [
            {
              text: `take the registry.mirrors tables out of ${pathsOf(engine.flavor).config ?? trouble.source}; each becomes ${other?.path ?? pathsOf(engine.flavor).certs}/HOST/hosts.toml`,
              argv: null,
            },
            serviceFix(facts, "restart", engine.flavor, `then restart ${engine.id}: running containers live on`),
          ],
          after: "crictl and the kubelet are answered on this socket, and pulls go through the mirrors in hosts.toml.",
          notThis: ["Taking config_path out instead: containerd 2 reads hosts.toml files alone."],
          about: ["crictl" as const],
        };
      }),
  page: {
    symptom:
      "`unknown service runtime.v1.RuntimeService` from crictl; in containerd's journal: `` `mirrors` cannot be set when `config_path` is provided``.",
    cause: '`plugins."io.containerd.grpc.v1.cri".registry` holds both `mirrors` tables and `config_path`.',
    check: "`ctr plugins ls -d id==cri` prints the reason.",
    fix: "Move each mirror to a file `HOST/hosts.toml` below `config_path`, take the tables out, restart containerd.",
  },
};
