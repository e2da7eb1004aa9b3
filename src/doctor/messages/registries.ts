import { parseReference } from "../../translate/references.ts";
import type { FixTemplate, KnownMessage, Seen } from "./types.ts";

/** The registry that a text speaks of: of the reference in it, else of the URL. */
const registryOf = ({ match }: Seen): string | null => {
  const url = /https?:\/\/([\w.:-]+)\//.exec(match.input)?.[1];
  if (url) return url === "registry-1.docker.io" ? "docker.io" : url;
  const reference = /(?:reference|unpack image|pull image) "([^"]+)"/.exec(match.input)?.[1];
  const parsed = reference === undefined ? null : parseReference(reference);
  return parsed && !("problem" in parsed) ? parsed.domain : null;
};

const referenceIn = ({ match, about }: Seen): string =>
  /(?:reference|unpack image|pull image) "([^"]+)"/.exec(match.input)?.[1] ??
  about.argv?.findLast((word) => /^[\w.-]+[:/]/.test(word)) ??
  "<reference>";

/** What to write so that CRI, and nerdctl, and ctr with --hosts-dir, know the registry. */
const hostsToml = (registry: string, lines: string): FixTemplate => ({
  text: `for the kubelet and for nerdctl: say so in a hosts.toml (CRI reads it when config_path is set)`,
  shell: `{sudo} mkdir -p {certs}/${registry}\nprintf '%s\\n' ${lines} | {sudo} tee {certs}/${registry}/hosts.toml`,
});

const quoteLines = (...lines: string[]): string => lines.map((line) => `'${line}'`).join(" ");

const rancher = (seen: Seen): boolean => seen.place.flavor === "k3s" || seen.place.flavor === "rke2";

/** k3s and RKE2 write the hosts.toml files themselves, from their own registries.yaml. */
const registriesYaml = (seen: Seen, what: string): FixTemplate => ({
  text: `for the kubelet: ${what} in /etc/rancher/${seen.place.flavor}/registries.yaml, then restart`,
  run: "{restart}",
});

/** Messages about registries: how they are reached, and what they answer. */
export const registryMessages: readonly KnownMessage[] = [
  {
    id: "pause-image",
    pattern: /failed to (?:get|pull) sandbox image "([^"]+)"/,
    from: ["kubelet", "crictl", "containerd"],
    covers: ["registry-auth", "registry-dns", "x509", "http-registry", "registry-limit", "registry-refused"],
    title: "The pause image {1} is gone, and cannot be pulled: no pod can start",
    cause:
      "Every pod begins with this image. It was removed (image prune, rmi --prune), and its registry is out of reach or wants a login that the node does not have.",
    fix: [
      { text: "pull it again", run: "{crictl} pull {1}" },
      {
        text: "or bring it from another node",
        shell: "{sudo} {ctr} images export pause.tar {1}\n{sudo} {ctr} images import pause.tar",
      },
      {
        text: "then pin it: garbage collection passes it over (containerd 1.6.22, 1.7.3 and later)",
        run: "{ctr} images label {1} io.cri-containerd.pinned=pinned",
      },
    ],
    notThis: ["crictl rmi --prune and nerdctl image prune -a -n k8s.io remove it again."],
    decide: ({ match }) =>
      /401 Unauthorized|no basic auth credentials/.test(match.input)
        ? {
            title: "The pause image {1} is gone, and the registry wants a login",
            fix: [
              {
                text: "on EKS: the unit that pulls it with the node's own rights",
                run: "systemctl restart sandbox-image",
              },
              { text: "else pull it with credentials", run: "{crictl} pull --creds <user>:<password> {1}" },
              {
                text: "then pin it: garbage collection passes it over (containerd 1.6.22, 1.7.3 and later)",
                run: "{ctr} images label {1} io.cri-containerd.pinned=pinned",
              },
            ],
          }
        : null,
  },
  {
    id: "http-registry",
    pattern: /http: server gave HTTP response to HTTPS client/,
    from: ["ctr", "crictl", "nerdctl", "docker", "kubelet"],
    title: "The registry speaks plain HTTP",
    cause: "The client tries HTTPS, and the registry answers without.",
    fix: [
      { text: "once, with ctr", run: "{ctr} images pull --plain-http <reference>" },
      { text: "once, with nerdctl", run: "{nerdctl} --insecure-registry pull <reference>" },
    ],
    notThis: ["insecure-registries in Docker's daemon.json is read by dockerd alone."],
    decide: (seen) => {
      const registry = registryOf(seen) ?? "<registry>";
      const reference = referenceIn(seen);
      return {
        title: `The registry ${registry} speaks plain HTTP`,
        fix: [
          { text: "once, with ctr", argv: ["{ctr}", "images", "pull", "--plain-http", reference] },
          { text: "once, with nerdctl", argv: ["{nerdctl}", "--insecure-registry", "pull", reference] },
          rancher(seen)
            ? registriesYaml(seen, `a mirror "${registry}" with the endpoint http://${registry}`)
            : hostsToml(registry, quoteLines(`server = "http://${registry}"`, `[host."http://${registry}"]`)),
        ],
      };
    },
  },
  {
    id: "x509",
    pattern:
      /x509: certificate (?:signed by unknown authority|is not valid for|has expired|relies on legacy)|x509: cannot validate certificate/,
    from: ["ctr", "crictl", "nerdctl", "docker", "kubelet"],
    title: "The registry's certificate is not trusted",
    cause: "It is signed by an authority of your own, or made out to another name.",
    fix: [
      {
        text: "give the client the authority's certificate",
        run: "{ctr} images pull --tlscacert <ca.crt> <reference>",
      },
    ],
    notThis: [
      "--skip-verify and --insecure-registry accept anybody's images in that registry's name: only for a test.",
    ],
    decide: (seen) => {
      const registry = registryOf(seen) ?? "<registry>";
      const reference = referenceIn(seen);
      const wrongName = /is not valid for|cannot validate certificate/.test(seen.match.input);
      const expired = /has expired/.test(seen.match.input);
      return {
        title: `The certificate of ${registry} is not trusted`,
        cause: expired
          ? "The certificate has expired, or this node's clock is wrong."
          : wrongName
            ? "The certificate is made out to another name than the one in the reference."
            : "The certificate is signed by an authority that this node does not know.",
        fix: [
          ...(expired ? [{ text: "look at the clock", run: "date" }] : []),
          {
            text: "once, with ctr (ctr 2.x: with --local)",
            argv: ["{ctr}", "images", "pull", "--tlscacert", "<ca.crt>", reference],
          },
          rancher(seen)
            ? registriesYaml(seen, `configs."${registry}".tls.ca_file`)
            : hostsToml(
                registry,
                quoteLines(
                  `server = "https://${registry}"`,
                  `[host."https://${registry}"]`,
                  `  ca = "/etc/ssl/certs/${registry}.crt"`,
                ),
              ),
        ],
      };
    },
  },
  {
    id: "html-manifest",
    pattern: /unexpected media type text\/html|error unmarshalling content: invalid character '<'/,
    from: ["ctr", "crictl", "nerdctl"],
    title: "A web page came in place of the image",
    cause:
      "The mirror or proxy answered with a page of its own (a login, a portal), and the client took it for a manifest.",
    fix: [
      { text: "see what it answers", run: "curl -sI https://<registry>/v2/" },
      { text: "mend the mirror's address in {certs}" },
      { text: "remove what was stored in its place", run: "{ctr} images rm <reference>" },
    ],
    notThis: [],
    decide: (seen) => {
      const reference = referenceIn(seen);
      return reference === "<reference>"
        ? null
        : {
            fix: [
              { text: "see what it answers", argv: ["curl", "-sI", `https://${reference.split("/", 1)[0]}/v2/`] },
              { text: "mend the mirror's address in {certs}" },
              { text: "remove what was stored in its place", argv: ["{ctr}", "images", "rm", reference] },
            ],
          };
    },
  },
  {
    id: "registry-limit",
    pattern: /toomanyrequests|429 Too Many Requests/,
    from: ["ctr", "crictl", "nerdctl", "docker", "kubelet"],
    title: "The registry refuses for now: too many pulls",
    cause: "Docker Hub counts pulls by address (all nodes behind one gateway together), more of them with a login.",
    fix: [
      { text: "log in (nerdctl and docker)", run: "nerdctl login" },
      { text: "or pull through a mirror: a hosts.toml in {certs}/docker.io" },
    ],
    notThis: ["ctr and crictl do not read nerdctl's login: they take --user and --creds."],
  },
  {
    id: "registry-auth",
    // It answered: plain HTTP was tried after all.
    covers: ["http-registry"],
    pattern:
      /pull access denied|no basic auth credentials|(?:status code \[[^\]]*\]|unexpected status[^:]*): 40[13] (?:Unauthorized|Forbidden)|insufficient_scope: authorization failed/,
    from: ["ctr", "crictl", "nerdctl", "docker", "kubelet"],
    title: "The registry wants a login, or has no such image",
    cause:
      "Registries answer the same to both. Each tool has credentials of its own: none reads another's but nerdctl, which reads docker's.",
    fix: [
      { text: "with ctr", run: "{ctr} images pull --user <user>:<password> <reference>" },
      { text: "with crictl", run: "{crictl} pull --creds <user>:<password> <reference>" },
      { text: "with nerdctl: log in first", run: "nerdctl login <registry>" },
    ],
    notThis: ["`docker login` does nothing for the kubelet: pods need an imagePullSecret."],
  },
  {
    id: "registry-dns",
    pattern: /dial tcp: lookup (\S+?)(?: on (\S+))?: /,
    from: ["ctr", "crictl", "nerdctl", "docker", "kubelet"],
    title: "The name {1} does not resolve on this node",
    cause:
      "The registry cannot be reached: no name server answers for it. The image has to come another way, or the reference is not what was meant.",
    fix: [
      { text: "see whether this node resolves names at all", run: "getent hosts {1}" },
      {
        text: "bring the image from a machine that has it",
        shell: "docker save <reference> | {sudo} {ctr} images import -",
      },
    ],
    notThis: [],
  },
  {
    id: "registry-refused",
    pattern:
      /dial tcp (\S+:\d+): (?:connect: connection refused|i\/o timeout|connect: no route to host|connect: network is unreachable)/,
    from: ["ctr", "crictl", "nerdctl", "docker", "kubelet"],
    title: "Nothing answers at {1}",
    cause: "The registry, mirror or proxy at that address is down, or a firewall is between.",
    fix: [
      { text: "see what answers", run: "curl -vsI http://{1}/v2/" },
      { text: "look for a mirror or proxy of that address", run: "grep -rn proxy /etc/systemd/system" },
    ],
    notThis: [],
  },
];
