import type { Context } from "../cli/context.ts";
import { deadlineOf, lookAtNode } from "../cli/node.ts";
import { survey } from "../cli/survey.ts";
import { findTools } from "../facts/index.ts";
import { placesOf } from "./places-of.ts";
import type { Place } from "./state/index.ts";

const SURVEY_MS = 5_000;

/** Every place of this node, each one counted by asking its engine. */
export const surveyPlaces = async (context: Context): Promise<Place[]> => {
  const { host, launcher } = context;
  const { facts } = await lookAtNode(context);
  const tools = findTools(host, { launcher });
  return placesOf(await survey(host, facts.engines, tools, deadlineOf(context, SURVEY_MS)));
};
