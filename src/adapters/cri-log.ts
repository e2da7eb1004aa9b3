/** One entry of a CRI log file: a line of a container's, or a part of one that was too long. */
export interface CriEntry {
  /** RFC 3339, as the runtime wrote it. */
  time: string;
  stream: "stdout" | "stderr";
  /** The line goes on in the next entry. */
  partial: boolean;
  text: string;
}

/** `2026-11-21T01:12:35.07279295Z stdout F some text`; tags are separated by colons (kubernetes, CRI logging design). */
const ENTRY = /^(\S+) (stdout|stderr) ([A-Z:]+) ?(.*)$/s;

/** Reads one line of a file below /var/log/pods; null for what is no entry. */
export const readCriEntry = (line: string): CriEntry | null => {
  const [, time, stream, tags = "", text = ""] = ENTRY.exec(line) ?? [];
  if (time === undefined) return null;
  return { time, stream: stream === "stderr" ? "stderr" : "stdout", partial: tags.split(":")[0] === "P", text };
};

/** Where the kubelet has a container's log written (kubernetes, pkg/kubelet/kuberuntime: BuildContainerLogsDirectory). */
export const podLogPath = (place: {
  podNamespace: string;
  pod: string;
  uid: string;
  container: string;
  attempt: number;
}): string => `/var/log/pods/${place.podNamespace}_${place.pod}_${place.uid}/${place.container}/${place.attempt}.log`;
