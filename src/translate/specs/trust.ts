import { parseReference } from "../references.ts";
import { flag, implied, none, noneOf, operands, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

const WHY = "Docker Content Trust (notary) is docker's own";
const KEYS = none(
  WHY,
  "keys of your own: cosign generate-key-pair, or notation cert generate-test and notation key add",
);
const SIGNERS = none(WHY, "give the verifiers the signer's public key (cosign.pub), or a notation trust policy");
const SIGN = none(
  `${WHY}; this tool signs nothing`,
  "cosign sign --key cosign.key IMAGE, notation sign IMAGE, or nerdctl push --sign",
);

export const commands: readonly CommandSpec[] = [
  {
    path: "trust sign",
    aliases: [],
    risk: "write",
    summary: "Signs an image and uploads it.",
    operands: operands("IMAGE:TAG", "image"),
    tools: noneOf(
      {
        nerdctl: verb("push", {
          partial:
            "a cosign signature, not Docker Content Trust: verify it with nerdctl pull --verify=cosign or cosign verify",
          info: "cosign.key is what cosign generate-key-pair writes; --sign=notation signs with notation",
          finish: (draft) => draft.put(null, ["--sign=cosign", "--cosign-key", "cosign.key"], true),
        }),
      },
      SIGN,
    ),
    flags: [
      flag("--local", "Signs the image that is here, not the one in the registry.", {
        nerdctl: implied("nerdctl pushes and signs what is here"),
      }),
    ],
    examples: ["docker trust sign myorg/app:v1", "docker trust sign --local localhost:5000/app:v1"],
    check({ operands: [image] }) {
      if (image === undefined) return [];
      const parsed = parseReference(image.word);
      if ("problem" in parsed || parsed.tag !== null) return [];
      const message =
        parsed.digest === null ? `no tag specified for ${image.word}` : "cannot use a digest reference for IMAGE:TAG";
      return [{ code: "bad-reference", message, suggestion: null }];
    },
  },
  {
    path: "trust inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the signers and signatures of images.",
    operands: operands("IMAGE[:TAG] [IMAGE[:TAG]...]", "image"),
    tools: noneOf({}, none(WHY, "cosign tree IMAGE, cosign verify --key cosign.pub IMAGE, or notation inspect IMAGE")),
    flags: [flag("--pretty", "Prints for people, not JSON.", {})],
    examples: ["docker trust inspect myorg/app", "docker trust inspect --pretty myorg/app:v1 nginx"],
  },
  {
    path: "trust revoke",
    aliases: [],
    risk: "destroy",
    summary: "Takes the signatures of an image back.",
    operands: operands("IMAGE[:TAG]", "image"),
    tools: noneOf(
      {},
      none(WHY, "cosign clean IMAGE removes signatures from the registry; or a policy that trusts the key no more"),
    ),
    flags: [flag("-y, --yes", "Does not ask.", {})],
    examples: ["docker trust revoke myorg/app:v1", "docker trust revoke -y myorg/app"],
  },
  {
    path: "trust key generate",
    aliases: [],
    risk: "write",
    summary: "Makes a key pair for signing.",
    operands: operands("NAME", "text"),
    tools: noneOf({}, KEYS),
    flags: [flag("--dir string", "Folder for the public key.", {})],
    examples: ["docker trust key generate alice", "docker trust key generate --dir /tmp alice"],
  },
  {
    path: "trust key load",
    aliases: [],
    risk: "write",
    summary: "Takes a private key in for signing.",
    operands: operands("KEYFILE", "text"),
    tools: noneOf({}, none(WHY, "cosign import-key-pair --key KEYFILE, or notation key add")),
    flags: [flag("--name string", "Name of the key.", {})],
    examples: ["docker trust key load key.pem", "docker trust key load --name alice key.pem"],
  },
  {
    path: "trust signer add",
    aliases: [],
    risk: "write",
    summary: "Lets somebody sign images of repositories.",
    operands: operands("NAME REPOSITORY [REPOSITORY...]", "text", "image"),
    tools: noneOf({}, SIGNERS),
    flags: [flag("--key list", "Public key of the signer.", {})],
    examples: [
      "docker trust signer add --key cert.pem alice myorg/app",
      "docker trust signer add alice a/b c/d --key a.pem",
    ],
  },
  {
    path: "trust signer remove",
    aliases: [],
    risk: "destroy",
    summary: "Lets somebody sign images of repositories no more.",
    operands: operands("NAME REPOSITORY [REPOSITORY...]", "text", "image"),
    tools: noneOf({}, SIGNERS),
    flags: [flag("-f, --force", "Does not ask before the last signer goes.", {})],
    examples: ["docker trust signer remove alice myorg/app", "docker trust signer remove -f alice a/b c/d"],
  },
];
