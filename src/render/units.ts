/** `1 second`, `5 seconds`: docker's plain plural. */
const seconds = (count: number): string => (count === 1 ? "1 second" : `${count} seconds`);

/**
 * How long, in docker's words (github.com/docker/go-units, HumanDuration): `Less than a second`, `About a minute`, `4 minutes`,
 * `About an hour`, `47 hours`, `2 days`, `2 weeks`, `2 months`, `2 years`. A negative time is less than a second.
 */
export const humanDuration = (ms: number): string => {
  const whole = Math.floor(ms / 1000);
  if (whole < 1) return "Less than a second";
  if (whole < 60) return seconds(whole);
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 1) return "About a minute";
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(ms / 3_600_000 + 0.5);
  if (hours === 1) return "About an hour";
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(Math.floor(ms / 3_600_000) / 24 / 365)} years`;
};

const SHORT: readonly [RegExp, string][] = [
  [/Less than a second/, "<1 s"],
  [/About a minute/, "1 min"],
  [/About an hour/, "1 h"],
  [/(\d+) seconds?/, "$1 s"],
  [/(\d+) minutes/, "$1 min"],
  [/(\d+) hours/, "$1 h"],
  [/(\d+) days/, "$1 d"],
  [/(\d+) weeks/, "$1 wk"],
  [/(\d+) months/, "$1 mo"],
  [/(\d+) years/, "$1 y"],
  [/ ago$/, ""],
];

/** A text with docker's times in a few letters, for narrow terminals: `Up 4 minutes` → `Up 4 min`, `2 days ago` → `2 d`. */
export const shortenTimes = (text: string): string =>
  SHORT.reduce((shorter, [long, short]) => shorter.replace(long, short), text);

const SIZES = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];

/** Go's `%.*g`: so many significant digits, no zeros at the end, an exponent of two digits where it does not fit. */
const goG = (value: number, digits: number): string => {
  const [mantissa = "", exponent] = value.toPrecision(digits).split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return exponent === undefined ? short : `${short}e${exponent.replace(/^([+-])(\d)$/, "$10$2")}`;
};

/**
 * Bytes in docker's decimal units (go-units, HumanSizeWithPrecision): `2.13MB`, `0B`.
 * @param digits 3 as in docker's SIZE columns, 4 as in its VirtualSize
 */
export const humanSize = (bytes: number, digits = 3): string => {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < SIZES.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${goG(size, digits)}${SIZES[unit]}`;
};
