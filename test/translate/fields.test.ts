import { describe, expect, it } from "vitest";
import { fieldsOf } from "../../src/translate/fields.ts";
import { translate } from "../../src/translate/index.ts";

describe("fields of a Go template", () => {
  it.each([
    ["{{.ID}} {{.Name}}", ["ID", "Name"]],
    ["{{json .Labels}}", ["Labels"]],
    ["{{range .IPAM.Config}}{{.Subnet}}{{end}}", ["IPAM", "Subnet"]],
    ['{{if (eq .Name "a.B")}}x{{end}}', ["Name"]],
    ["{{json .}} .NotAField", []],
    ["table", []],
  ])("%s", (template, fields) => {
    expect(fieldsOf(template)).toEqual(fields);
  });
});

describe("what nerdctl's lists can print", () => {
  const nerdctl = async (line: string) => {
    const [got] = (await translate(line, { tools: ["nerdctl"] })).translations;
    return [got?.fit, got?.shell];
  };
  it("keeps a template with its own fields", async () => {
    expect(await nerdctl("docker volume ls --format '{{.Name}}'")).toEqual([
      "exact",
      "nerdctl volume ls --format '{{.Name}}'",
    ]);
  });
  it("loses one with a field it does not have, and says which", async () => {
    const { translations } = await translate("docker stats --format '{{.Container}}'", { tools: ["nerdctl"] });
    expect(translations[0]?.shell).toBe("nerdctl stats");
    expect(translations[0]?.notes[0]).toMatchObject({ kind: "lost", flag: "--format" });
    expect(translations[0]?.notes[0]?.text).toContain("no .Container");
  });
  it("leaves -q out beside a template, which wins in docker", async () => {
    expect(await nerdctl("docker network ls -q --format '{{.Name}}'")).toEqual([
      "exact",
      "nerdctl network ls --format '{{.Name}}'",
    ]);
    expect(await nerdctl("docker network ls -q --format table")).toEqual([
      "exact",
      "nerdctl network ls -q --format table",
    ]);
  });
  it.each([
    ["'{{.Names}}\\t{{.Image}}'", `'{{.Names}}{{"\\t"}}{{.Image}}'`],
    [`'{{.Names}}{{"\\t"}}{{.Image}}'`, `'{{.Names}}{{"\\t"}}{{.Image}}'`],
    [`'{{printf "%s\\n" .Names}}\\n'`, `'{{printf "%s\\n" .Names}}{{"\\n"}}'`],
  ])("escapes are put as strings outside of actions only: %s", async (typed, put) => {
    expect(await nerdctl(`docker ps --format ${typed}`)).toEqual(["exact", `nerdctl ps --format ${put}`]);
  });
});
