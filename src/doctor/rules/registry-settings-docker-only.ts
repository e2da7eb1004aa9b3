import { podEngineOf } from "../cri-info.ts";
import { pathsOf } from "../flavors.ts";
import { filesOf } from "../look.ts";
import { jsonFileOf, lineIn, textsAt } from "../parse.ts";
import type { Rule } from "../rule.ts";

export const registrySettingsDockerOnly: Rule = {
  id: "registry-settings-docker-only",
  area: "images",
  title: "Mirrors and insecure registries are set for Docker alone",
  worst: "info",
  check: (facts) => {
    const engine = podEngineOf(facts);
    if (!engine || engine.liveness === "missing") return null;
    const own = pathsOf(engine.flavor);
    const told = filesOf(facts, "registries").length > 0 || filesOf(facts, "hosts").length > 0;
    if (told) return null;
    return filesOf(facts, "docker-daemon").flatMap((file) => {
      const { value } = jsonFileOf(file);
      const mirrors = textsAt(value, "registry-mirrors");
      const insecure = textsAt(value, "insecure-registries");
      if (mirrors.length + insecure.length === 0) return [];
      const at = lineIn(file, /"(?:registry-mirrors|insecure-registries)"/);
      return {
        severity: "info" as const,
        title: `${file.path} sets mirrors or insecure registries: ${engine.id} and the pods do not read it`,
        because: [
          "daemon.json is dockerd's. The CRI plugin reads hosts.toml files (k3s and RKE2: registries.yaml), nerdctl reads hosts.toml too, ctr neither.",
        ],
        evidence: [
          { text: at?.text ?? [...mirrors, ...insecure].join(", "), source: file.path, line: at?.line ?? null },
        ],
        fix: [
          {
            text: own.registries
              ? `say the same in ${own.registries}, then restart ${engine.id}`
              : `say the same in ${own.certs}/HOST/hosts.toml; config_path in ${own.config} has to name ${own.certs}`,
            argv: null,
          },
        ],
        after: "Pods pull through the mirror.",
        about: [],
      };
    });
  },
  page: {
    symptom:
      "Pods fail with `http: server gave HTTP response to HTTPS client`, or pull past the mirror, though `docker pull` works.",
    cause: "`/etc/docker/daemon.json` is for dockerd.",
    check: "`cat /etc/docker/daemon.json`; `ls /etc/containerd/certs.d`.",
    fix: "hosts.toml for containerd, registries.yaml for k3s and RKE2. ctr wants flags: `--hosts-dir`, `--plain-http`.",
  },
};
