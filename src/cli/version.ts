export const runVersion = async () => 0;
