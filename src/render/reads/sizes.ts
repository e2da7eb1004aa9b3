const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** Bytes in binary units, as docker prints memory (go-units, BytesSize): `332KiB`; empty for null. */
export const binarySize = (bytes: number | null): string => {
  if (bytes === null) return "";
  let [amount, unit] = [bytes, 0];
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${Number(amount.toPrecision(4))}${UNITS[unit]}`;
};
