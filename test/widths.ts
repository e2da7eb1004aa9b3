import { loadWidths } from "../src/render/cells.ts";

// Every test measures as a node with CJK names on it does.
await loadWidths("漢");
