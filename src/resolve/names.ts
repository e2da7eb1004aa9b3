import type { Container } from "../model/index.ts";

/** Names under which people know a row: its own, nerdctl's, the one inside the pod, and the one dockershim gave it. */
export const namesOf = (row: Container): string[] => {
  const names = row.name === null ? [] : [row.name, `/${row.name}`];
  if (row.pod === null) return names;
  if (row.name !== null) names.push(`k8s://${row.name}`);
  if (row.podContainer !== null) names.push(row.podContainer);
  const uid = row.labels["io.kubernetes.pod.uid"];
  const parts = [row.podContainer ?? "POD", row.pod, row.podNamespace, uid, row.attempt ?? 0];
  names.push(`k8s_${parts.filter((part) => part !== null && part !== undefined).join("_")}`);
  return names;
};

/** Names that mean this row and, usually, no other: its own in every spelling, `pod/container`, and the pod of a lone container. */
export const properNamesOf = (row: Container): string[] => [
  ...namesOf(row),
  ...(row.pod !== null && row.podContainer !== null ? [`${row.pod}/${row.podContainer}`] : []),
  ...(row.pod !== null ? [row.pod, `${row.podNamespace}/${row.pod}`] : []),
];
