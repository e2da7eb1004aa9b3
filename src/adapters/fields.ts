import * as z from "zod/mini";
import { cleanLine } from "../model/clean.ts";
import { cleanLabels, splitLabels } from "./labels.ts";
import type { ReadRows } from "./unreadable.ts";

/** One line of text, cleaned. Missing, empty or of another type: null. */
export const line = z.catch(
  z.pipe(
    z.string(),
    z.transform((text): string | null => cleanLine(text) || null),
  ),
  null,
);

/** The same for what makes a row a row (its id): a row without it cannot be read. */
export const identity = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => cleanLine(text).trim()),
  ),
  z.string().check(z.minLength(1)),
);

/** Text as it came, for what is taken apart before it is cleaned. Missing or of another type: empty. */
export const raw = z.catch(z.string(), "");

/** A whole number ≥ 0, also one in digits (protobuf writes 64-bit numbers so). Anything else: null. */
export const count = z.catch(
  z.pipe(
    z.union([z.number(), z.string().check(z.regex(/^\d{1,15}$/))]),
    z.transform((value): number | null => {
      const number = Number(value);
      return Number.isSafeInteger(number) && number >= 0 ? number : null;
    }),
  ),
  null,
);

/** True or false; anything else: null. */
export const flag = z.catch(z.nullable(z.boolean()), null);

/** Lines of text; anything that is none is left out. */
export const lines = z.catch(
  z.pipe(
    z.array(z.unknown()),
    z.transform((values) =>
      values.flatMap((value) => (typeof value === "string" && value !== "" ? [cleanLine(value)] : [])),
    ),
  ),
  [],
);

/** Labels: joined with commas (docker, nerdctl 2) or an object (nerdctl 1, CRI). Missing: none. */
export const labels = z.catch(
  z.union([
    z.pipe(z.string(), z.transform(splitLabels)),
    z.pipe(z.record(z.string(), z.unknown()), z.transform(cleanLabels)),
  ]),
  {},
);

/** An object inside a row; when it is missing or something else, all its fields are. */
export const part = <S extends z.core.$ZodLooseShape>(shape: S) => {
  const schema = z.object(shape);
  return z.catch(schema, () => schema.parse({}));
};

/** Reads every value with a schema; those that do not fit are counted, not kept. */
export const readEach = <T>({ rows, dropped }: ReadRows<unknown>, schema: z.core.$ZodType<T>): ReadRows<T> => {
  const read: ReadRows<T> = { rows: [], dropped };
  for (const row of rows) {
    const parsed = z.safeParse(schema, row);
    if (parsed.success) read.rows.push(parsed.data);
    else read.dropped++;
  }
  return read;
};
