/** What stands in place of a secret. */
export const MASK = "***";

/** Names of variables, build arguments and keys that hold secrets. */
const SECRET_NAME = /pass(?:word|wd|phrase)?|secret|token|credential|api[-_]?key|private[-_]?key|access[-_]?key|auth/i;

/** Flags whose whole value is a secret: `docker login -p`, `ctr images pull --user NAME:SECRET`, `crictl pull --creds`, `--auth`. */
const SECRET_FLAGS = new Set(["--password", "--user-password", "--creds", "--auth", "--registry-auth", "--token"]);
/** Flags whose value is `NAME=VALUE`, with the secret in VALUE. Environment values are all taken for secrets. */
const ENV_FLAGS = new Set(["-e", "--env"]);
const NAMED_FLAGS = new Set([
  "--build-arg",
  "--label",
  "-l",
  "--opt",
  "-o",
  "--driver-opt",
  "--log-opt",
  "--storage-opt",
]);
/** `--user`/`-u` of ctr is `NAME:SECRET`; docker's is `UID:GID`, which is none. */
const USER_FLAGS = new Set(["-u", "--user"]);

/** Hides the password in every address with a user: `https://user:***@host`. */
export const maskAddress = (text: string): string =>
  text.replace(/(\b[a-z][\w+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi, `$1:${MASK}@`);

/** `TOKEN=abc` → `TOKEN=***`; a name alone stays. */
const maskAssignment = (text: string): string => {
  const equals = text.indexOf("=");
  return equals < 0 ? text : `${text.slice(0, equals + 1)}${MASK}`;
};

const maskNamed = (text: string): string => {
  const name = text.split("=", 1)[0] ?? "";
  return SECRET_NAME.test(name) ? maskAssignment(text) : maskAddress(text);
};

/** How a flag's value is shown; null where the flag hides nothing. */
const maskOf = (flag: string, isLogin: boolean): ((value: string) => string) | null => {
  if (SECRET_FLAGS.has(flag) || (flag === "-p" && isLogin)) return () => MASK;
  if (ENV_FLAGS.has(flag)) return maskAssignment;
  if (NAMED_FLAGS.has(flag)) return maskNamed;
  if (USER_FLAGS.has(flag)) return (value) => (/^\d*:\d+$/.test(value) ? value : value.replace(/:.*/s, `:${MASK}`));
  return null;
};

/**
 * A command line that may be kept and shown: values of environment variables, passwords and what is called like a secret are
 * replaced by `***`.
 * @param argv as it is run; a flag's value may be the next word, or follow `=`, or the letter itself (`-eTOKEN=abc`)
 */
export const maskArgv = (argv: readonly string[]): string[] => {
  const isLogin = argv.includes("login");
  const masked: string[] = [];
  let next: ((value: string) => string) | null = null;
  for (const word of argv) {
    if (next) {
      masked.push(next(word));
      next = null;
      continue;
    }
    const [flag = "", ...rest] = word.startsWith("--") ? word.split("=") : [word.slice(0, 2), word.slice(2)];
    const mask = word.startsWith("-") ? maskOf(flag, isLogin) : null;
    const inline = rest.join("=");
    if (mask === null) masked.push(maskAddress(word));
    else if (inline === "" && !word.includes("=")) {
      masked.push(word);
      next = mask;
    } else masked.push(word.startsWith("--") ? `${flag}=${mask(inline)}` : `${flag}${mask(inline)}`);
  }
  return masked;
};

/** Whether a variable, label or key is called like something secret. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);
