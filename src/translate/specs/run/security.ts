import { type Convert, flag, lost, reshape, same, since } from "../../rules.ts";
import type { FlagSpec, Rule } from "../../spec.ts";
import { absolutePath } from "./mounts.ts";

/** The capabilities a container has by default, in docker and in containerd alike. */
const DEFAULT_CAPABILITIES = (
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID " +
  "SYS_CHROOT"
).split(" ");

const bare: Convert = (value) => value.toUpperCase().replace(/^CAP_/, "");
const SECURITY = "linux.security_context";

function criCapability(list: string): Rule {
  return reshape(`container.json: ${SECURITY}.capabilities.${list}`, (draft, use) =>
    draft.add("container", `${SECURITY}.capabilities.${list}`, bare(use.value, draft, use)),
  );
}

/** ctr wants the CAP_ prefix and does not know ALL. */
const ctrAdd = reshape("--cap-add CAP_…", (draft, use) => {
  const name = String(bare(use.value, draft, use));
  if (name === "ALL") draft.lose(use, "ctr does not know ALL", "one --cap-add per capability, or --privileged");
  else draft.put(use, ["--cap-add", `CAP_${name}`]);
});

const ctrDrop = reshape("--cap-drop CAP_…; ALL is written out", (draft, use) => {
  const name = String(bare(use.value, draft, use));
  if (name !== "ALL") return draft.put(use, ["--cap-drop", `CAP_${name}`]);
  const added = (draft.command.byName.get("cap-add") ?? []).map((each) => bare(each.value, draft, each));
  for (const each of DEFAULT_CAPABILITIES) if (!added.includes(each)) draft.put(use, ["--cap-drop", `CAP_${each}`]);
  draft.tell(use, "ctr takes CAP_ALL and drops nothing: the default capabilities are dropped one by one");
});

/** `seccomp=p.json`, `no-new-privileges`, `no-new-privileges=true`, `label:disable` (old spelling). */
function readOption(value: string): { key: string; value: string } {
  const at = value.search(/[=:]/);
  return at === -1 ? { key: value, value: "true" } : { key: value.slice(0, at), value: value.slice(at + 1) };
}

const criSecurity = reshape(`container.json: ${SECURITY}`, (draft, use) => {
  const option = readOption(use.value);
  if (option.key === "no-new-privileges") {
    if (option.value !== "false") draft.set("container", `${SECURITY}.no_new_privs`, true);
  } else if (option.key === "seccomp" || option.key === "apparmor") {
    draft.set("container", `${SECURITY}.${option.key}`, profile(option.key, option.value));
  } else if (option.key === "label" && /^(?:user|role|type|level):/.test(option.value)) {
    const [part, ...rest] = option.value.split(":");
    draft.set("container", `${SECURITY}.selinux_options.${part}`, rest.join(":"));
  } else draft.lose(use, `CRI has no form for --security-opt ${option.key}`);
});

/** CRI's SecurityProfile: 0 the runtime's default, 1 unconfined, 2 a file (seccomp) or a loaded profile (AppArmor). */
function profile(kind: string, value: string): Record<string, unknown> {
  if (value === "unconfined") return { profile_type: 1 };
  if (value === "builtin" || value === "docker-default" || value === "runtime/default") return { profile_type: 0 };
  return { profile_type: 2, localhost_ref: kind === "seccomp" ? absoluteFile(value) : value };
}

function absoluteFile(path: string): string {
  return /^[/$~<]/.test(path) ? path : absolutePath(`./${path}`);
}

const ctrSecurity = reshape("--seccomp-profile, --apparmor-profile", (draft, use) => {
  const option = readOption(use.value);
  if (option.key === "no-new-privileges") {
    if (option.value === "false") draft.put(use, ["--allow-new-privs"]);
    else draft.tell(use, "ctr sets no-new-privileges by itself");
  } else if (option.key === "seccomp" && option.value === "builtin") draft.put(use, ["--seccomp"]);
  else if (option.key === "seccomp" && option.value !== "unconfined")
    draft.put(use, ["--seccomp", "--seccomp-profile", option.value]);
  else if (option.key === "apparmor" && option.value !== "unconfined")
    draft.put(use, ["--apparmor-profile", option.value]);
  else if (option.value !== "unconfined" || option.key === "systempaths")
    draft.lose(use, `ctr has no form for --security-opt ${option.key}`);
});

/** nerdctl warns about options it does not know and goes on without them. */
const nerdctlSecurity = reshape("same, without label", (draft, use) => {
  const { key } = readOption(use.value);
  if (key === "label") draft.lose(use, "nerdctl sets SELinux labels by its global --selinux-enabled only");
  else draft.keep(use);
});

const NUMBERS = /^(\d+)(?::(\d+))?$/;

const criUser = reshape(`container.json: ${SECURITY}.run_as_user, run_as_group or run_as_username`, (draft, use) => {
  const numbers = NUMBERS.exec(use.value);
  if (numbers !== null) {
    draft.set("container", `${SECURITY}.run_as_user`, { value: Number(numbers[1]) });
    if (numbers[2] !== undefined) draft.set("container", `${SECURITY}.run_as_group`, { value: Number(numbers[2]) });
    return;
  }
  const [user = "", group] = use.value.split(":");
  if (/^\d+$/.test(user)) draft.set("container", `${SECURITY}.run_as_user`, { value: Number(user) });
  else draft.set("container", `${SECURITY}.run_as_username`, user);
  if (group === undefined) return;
  if (/^\d+$/.test(group)) draft.set("container", `${SECURITY}.run_as_group`, { value: Number(group) });
  else draft.lose(use, "CRI takes the group as a number only");
});

/** Rights, users and confinement. */
export function securityFlags(): FlagSpec[] {
  return [
    flag("--cap-add list", "Adds a Linux capability.", {
      nerdctl: same,
      crictl: criCapability("add_capabilities"),
      ctr: ctrAdd,
    }),
    flag("--cap-drop list", "Takes a Linux capability away.", {
      nerdctl: same,
      crictl: criCapability("drop_capabilities"),
      ctr: ctrDrop,
    }),
    flag("--group-add list", "Another group of the process.", {
      nerdctl: same,
      crictl: reshape(`container.json: ${SECURITY}.supplemental_groups`, (draft, use) => {
        if (/^\d+$/.test(use.value)) draft.add("container", `${SECURITY}.supplemental_groups`, Number(use.value));
        else draft.lose(use, "CRI takes groups as numbers only");
      }),
      ctr: lost("ctr has no more groups", "--user UID:GID sets the main one"),
    }),
    flag("--privileged", "Gives the container nearly all rights of the host.", {
      nerdctl: same,
      crictl: reshape(`${SECURITY}.privileged in both files`, (draft) => {
        for (const file of ["pod", "container"] as const) draft.set(file, `${SECURITY}.privileged`, true);
      }),
      ctr: same,
    }),
    flag("--read-only", "Mounts the container's root file system read-only.", {
      nerdctl: same,
      crictl: reshape(`container.json: ${SECURITY}.readonly_rootfs`, (draft) =>
        draft.set("container", `${SECURITY}.readonly_rootfs`, true),
      ),
      ctr: same,
    }),
    flag("--security-opt list", "Security options: seccomp, apparmor, no-new-privileges, label.", {
      nerdctl: nerdctlSecurity,
      crictl: criSecurity,
      ctr: ctrSecurity,
    }),
    flag("-u, --user string", "User (and group) of the process: NAME or UID[:GID].", {
      nerdctl: same,
      crictl: criUser,
      ctr: since(
        "1.7",
        reshape("--user", (draft, use) => draft.put(use, ["--user", use.value])),
      ),
    }),
    flag("--userns string", "User namespace: host.", {
      nerdctl: since("2.3", same),
      crictl: reshape("host is CRI's own", (draft, use) => {
        if (use.value !== "host" && use.value !== "")
          draft.lose(use, "no form here", "namespace_options.userns_options");
      }),
      ctr: reshape("host is ctr's own", (draft, use) => {
        if (use.value !== "host" && use.value !== "") draft.lose(use, "no form here", "--uidmap and --gidmap");
      }),
    }),
    flag("--use-api-socket", "Gives the container docker's socket and the caller's credentials.", {
      nerdctl: lost("there is no docker socket to give"),
      crictl: lost("there is no docker socket to give"),
      ctr: lost("there is no docker socket to give"),
    }),
    flag("--disable-content-trust", "Skips the verification of signatures (docker's default).", {
      nerdctl: lost("nerdctl has no docker content trust", "--verify=cosign or --verify=notation checks signatures"),
      crictl: contentTrust,
      ctr: contentTrust,
    }),
  ];
}

/** Nothing is verified there anyway, so only `=false` is lost. */
export const contentTrust: Rule = {
  ...reshape("signatures are never verified here", (draft, use) => {
    if (use.value === "false") draft.lose(use, "it verifies no signatures");
  }),
  how: "implied",
  always: true,
};
