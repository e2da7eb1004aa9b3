/** Terminals drop longer sequences silently: xterm and tmux take some 75,000 bytes of base64. */
const MOST = 74_994;
/** screen passes at most 768 bytes of a device control string on. */
const SCREEN_CHUNK = 700;

const ESC = "\u001b";
const ST = `${ESC}\\`;

/**
 * The escape sequence that puts a text on the clipboard of the terminal in front of the person (OSC 52), also through ssh,
 * wrapped for what stands between.
 * @param within `tmux` and `screen` want it in a device control string of their own
 * @returns null when the text is longer than terminals take
 */
export const clipboardSequence = (text: string, within: "tmux" | "screen" | null): string | null => {
  const base64 = Buffer.from(text, "utf8").toString("base64");
  if (base64.length > MOST) return null;
  const sequence = `${ESC}]52;c;${base64}\u0007`;
  // tmux takes the plain one with `set-clipboard on`, and passes the wrapped one on with `allow-passthrough on`.
  if (within === "tmux") return `${sequence}${ESC}Ptmux;${sequence.replaceAll(ESC, ESC + ESC)}${ST}`;
  if (within === "screen") {
    const chunks = sequence.match(new RegExp(`[^]{1,${SCREEN_CHUNK}}`, "g")) ?? [];
    return chunks.map((chunk) => `${ESC}P${chunk}${ST}`).join("");
  }
  return sequence;
};

/** What stands between ctool and the terminal, by the variables that it sets. */
export const multiplexer = (env: Readonly<Record<string, string | undefined>>): "tmux" | "screen" | null => {
  if (env.TMUX) return "tmux";
  return env.STY || env.TERM?.startsWith("screen") ? "screen" : null;
};
