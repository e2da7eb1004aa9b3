export const runImages = async () => 0;
