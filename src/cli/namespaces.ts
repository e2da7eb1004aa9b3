export const runNamespaces = async () => 0;
