export const runPods = async () => 0;
