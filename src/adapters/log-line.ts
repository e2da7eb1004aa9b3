import { unquoteGo } from "./go-text.ts";

/** klog, which crictl prints its gRPC calls with: `E1121 01:16:00.123 3217 remote_runtime.go:569] "… failed" err="…"`. */
const KLOG = /^[IWEF]\d{4} \d\d:\d\d:\d\d\S*\s+\d+ \S+\] /;
const KLOG_ERROR = /\berr=("(?:[^"\\]|\\.)*")/;

/** logrus without a terminal: `time="…" level=fatal msg="…" error="…"`. */
const LOGRUS = /^time="?[^ "]*"? level=(\w+) msg=("(?:[^"\\]|\\.)*"|\S*)(.*)$/;
const LOGRUS_ERROR = / error=("(?:[^"\\]|\\.)*"|\S+)/;
/** logrus on a terminal: `FATA[0000] …`. */
const LOGRUS_TTY = /^(TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[[^\]]*\]\s*/;
const MERELY = /^(?:trace|debug|info|warn)/i;

/** What one line of a tool's stderr says, without the logger's prefix and quoting. */
export interface LogLine {
  by: "klog" | "logrus" | "plain";
  /** The message and its error; for klog the error alone, empty where there is none. May hold line feeds and control characters. */
  text: string;
  /** A warning or lower. */
  merely: boolean;
}

/** Reads one line as nerdctl, crictl, ctr and containerd log it (logrus with and without a terminal, klog). Anything else is plain. */
export const readLogLine = (line: string): LogLine => {
  if (KLOG.test(line)) return { by: "klog", text: unquoteGo(KLOG_ERROR.exec(line)?.[1] ?? ""), merely: false };
  const [whole, level = "", message = "", rest = ""] = LOGRUS.exec(line) ?? [];
  if (whole !== undefined) {
    const parts = [message, LOGRUS_ERROR.exec(rest)?.[1] ?? ""].filter((part) => part !== "");
    return { by: "logrus", text: parts.map(unquoteGo).join(": "), merely: MERELY.test(level) };
  }
  const tty = LOGRUS_TTY.exec(line);
  if (!tty) return { by: "plain", text: line, merely: false };
  return { by: "logrus", text: line.slice(tty[0].length), merely: MERELY.test(tty[1] ?? "") };
};
