import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, expectTypeOf, it } from "vitest";
import type * as z from "zod";
import { type map, schemas } from "../../src/contract/index.ts";
import { everyCommand, type MapVerb, mapVerb } from "../../src/translate/map/index.ts";

it("every row of the map is what the published schema says", async () => {
  const verbs = await Promise.all((await everyCommand()).map((spec) => mapVerb(spec)));
  const check = new Ajv2020({ strict: true }).compile(schemas().map ?? {});
  expect(check({ schemaVersion: 1, verbs }), JSON.stringify(check.errors)).toBe(true);
  expect(check({ schemaVersion: 1, verbs: [{ ...verbs[0], tools: [{ fit: "perfect" }] }] })).toBe(false);
});

it("the schema says what the type says", () => {
  expectTypeOf<MapVerb[]>().toExtend<z.infer<typeof map>["verbs"]>();
  expectTypeOf<z.infer<typeof map>["verbs"]>().toExtend<MapVerb[]>();
});
