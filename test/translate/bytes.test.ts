import { expect, it } from "vitest";
import { readBytes } from "../../src/translate/values.ts";

it.each([
  ["536870912", 536_870_912],
  ["512b", 512],
  ["512k", 524_288],
  ["512m", 536_870_912],
  ["1.5GiB", 1_610_612_736],
])("%s is %i bytes", (text, bytes) => {
  expect(readBytes(text)).toBe(bytes);
});
