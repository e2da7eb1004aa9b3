import type { DoctorFacts } from "../../doctor/facts.ts";

/** What an ordinary user could not look at, in words: nothing is concluded from what was not seen. */
export const findUnseen = (facts: Omit<DoctorFacts, "unseen">, seesAll: boolean): DoctorFacts["unseen"] => {
  const { node, processes, files, services, user, folders } = facts;
  if (user.uid === 0) return [];
  const rights = "only root may look";
  const unseen: DoctorFacts["unseen"] = [];
  const say = (what: string, why: string = rights): void => {
    if (!unseen.some((one) => one.what === what)) unseen.push({ what, why });
  };
  for (const { liveness, id, socket, why } of node.engines) {
    if (liveness === "denied") say(`${id} (${socket})`, why ?? rights);
  }
  if (!seesAll) say("other users' processes", "/proc hides them from this user");
  else if (processes.some(({ exe, shim, uid }) => shim === null && exe === null && uid !== user.uid))
    say("the executables of other users' processes");
  if (node.engines.some(({ engine, running }) => engine === "containerd" && running === null))
    say("how many containers run in each namespace");
  for (const { path, code } of files) if (code === "EACCES" || code === "EPERM") say(path);
  const systemd = folders.includes("/run/systemd/system");
  if (systemd && services.length > 0 && services.every(({ active }) => active === null))
    say("the state of services", "systemctl did not answer");
  return unseen;
};
