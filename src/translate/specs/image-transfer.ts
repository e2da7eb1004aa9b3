import type { Draft } from "../draft.ts";
import { atLeast } from "../versions.ts";

/**
 * nerdctl 2.3 and newer tags, saves, loads and imports through containerd's transfer service: containerd 1.6 answers
 * `unknown service containerd.services.transfer.v1.Transfer`.
 */
export function tellTransfer(draft: Draft): void {
  if (atLeast(draft.version, "2.3")) draft.tell(null, "needs containerd 1.7 or newer");
}

/**
 * Both clients leave before the transfer service's stream is written out: measured with ctr 2.1.9 and nerdctl 2.3.5, about one
 * archive of 30 had lost its end, with exit code 0. ctr's --local goes without the service.
 */
export const SHORT_ARCHIVE = "now and then the archive lacks its end, with exit code 0: try it with tar -tf";
