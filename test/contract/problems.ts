import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import * as z from "zod";
import { contracts, schemas } from "../../src/contract/index.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
const checks = new Map<string, readonly ValidateFunction[]>();

/** The published schema, which lets later versions add names, and the closed one, which has only those of this version. */
const checksOf = (name: string): readonly ValidateFunction[] => {
  const known = checks.get(name);
  if (known) return known;
  const published = schemas()[name];
  const contract = contracts[name];
  if (!published || !contract) throw new Error(`no contract is called ${name}`);
  const made = [ajv.compile(published), ajv.compile(z.toJSONSchema(contract.schema))];
  checks.set(name, made);
  return made;
};

/**
 * What a schema says against something that `--json` prints, as it is after printing.
 * @param name the contract's
 * @returns what does not fit the published schema, and what is printed that no schema names; nothing when all is well
 */
export const problemsOf = (name: string, printed: unknown): unknown[] => {
  const value = JSON.parse(JSON.stringify(printed));
  return checksOf(name).flatMap((check) => (check(value) ? [] : (check.errors ?? [])));
};
