import { isSecretName, MASK, maskAddress, maskArgv } from "./mask.ts";

/** Labels and annotations that say what a container is, and that everything is recognised by. */
const OPEN_LABEL = /^(?:io\.kubernetes\.|io\.cri-containerd\.|nerdctl\/)/;

/** The value of a label or annotation as it may be shown. */
export const maskLabel = (name: string, value: string): string =>
  OPEN_LABEL.test(name) ? value : value === "" ? "" : MASK;

/** `a=b,c=d` as docker and nerdctl print labels in one text. */
const maskLabelText = (text: string): string =>
  text
    .split(",")
    .map((pair) => {
      const equals = pair.indexOf("=");
      return equals < 0 ? pair : `${pair.slice(0, equals)}=${maskLabel(pair.slice(0, equals), pair.slice(equals + 1))}`;
    })
    .join(",");

/** `NAME=VALUE` of an environment: the name alone is shown. */
const maskVariable = (text: string): string =>
  text.includes("=") ? `${text.slice(0, text.indexOf("=") + 1)}${MASK}` : text;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

const maskLabels = (value: unknown): unknown => {
  if (typeof value === "string") return maskLabelText(value);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === "string" ? maskLabel(name, one) : maskLabels(one),
    ]),
  );
};

/** Environments come as `["A=b"]` (OCI, docker) and as `[{"key": "A", "value": "b"}]` (CRI). */
const maskEnvironment = (value: unknown): unknown => {
  if (!Array.isArray(value)) return typeof value === "string" ? MASK : isObject(value) ? maskAll(value) : value;
  return value.map((one) => {
    if (typeof one === "string") return maskVariable(one);
    return isObject(one) && "value" in one ? { ...one, value: MASK } : one;
  });
};

/** Every text in it, the names left. */
const maskAll = (value: unknown): unknown => {
  if (typeof value === "string") return value === "" ? "" : MASK;
  if (Array.isArray(value)) return value.map(maskAll);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskAll(one)]));
};

/**
 * Parsed JSON that may be shown to others: values of environments and of labels (but Kubernetes' and nerdctl's own), and whatever is
 * called like a secret, are replaced by `***`. Its shape stays.
 */
export const maskJson = (value: unknown): unknown => {
  if (typeof value === "string") return maskText(value);
  if (isTexts(value)) return maskArgv(value);
  if (Array.isArray(value)) return value.map(maskJson);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (/^envs?$/i.test(name)) return [name, maskEnvironment(one)];
      if (/^(?:labels|annotations)$/i.test(name)) return [name, maskLabels(one)];
      if (/^command$/i.test(name) && typeof one === "string") return [name, maskArgv(one.split(" ")).join(" ")];
      if (/^auths?$/i.test(name)) return [name, maskAll(one)];
      if (isSecretName(name) && typeof one === "string") return [name, one === "" ? "" : MASK];
      return [name, maskJson(one)];
    }),
  );
};

/** A line of a configuration file (YAML, TOML, shell variables) or a log: `name = value`, `name: value`, as far as one line tells. */
const SETTING = /^(\s*(?:-\s+|export\s+|Environment=["']?)?["']?)([\w./-]+)(["']?\s*[=:]\s*)(\S.*)$/;

/** `password=…`, `"token": "…"` in running text. */
const INLINE =
  /\b([\w-]*(?:password|passwd|secret|token|credential|api[-_]?key)[\w-]*)(["']?\s*[=:]\s*["']?)([^\s"',;&]+)/gi;

const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/g;

const maskLine = (line: string): string => {
  const [, lead = "", name = "", between = "", value = ""] = SETTING.exec(line) ?? [];
  if (name !== "" && isSecretName(name) && !/^[[{|>]\s*$/.test(value)) {
    const quoted = /^(["']).*\1/.exec(value)?.[1] ?? "";
    return `${lead}${name}${between}${quoted}${MASK}${quoted}`;
  }
  return maskAddress(line).replace(INLINE, `$1$2${MASK}`).replace(BEARER, `$1 ${MASK}`);
};

/**
 * Text that may be shown to others: values of settings that are called like secrets, passwords in addresses, and authorization
 * headers are replaced. Lines stay where they are.
 */
export const maskText = (text: string): string => text.split("\n").map(maskLine).join("\n");
