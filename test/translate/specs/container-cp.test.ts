import { describe, expect, it } from "vitest";
import { translate } from "../../../src/translate/index.ts";

async function shells(line: string): Promise<(string | undefined)[]> {
  const { translations } = await translate(line);
  return ["crictl", "ctr"].map((tool) => translations.find((each) => each.tool === tool)?.shell);
}
const LOOKED_UP = "$(crictl ps -q --name '^web$')";

describe("docker cp by programs of the image", () => {
  it.each([
    ["web:/etc/hosts .", "", "cat /etc/hosts"],
    ["web:etc/hosts ./h", "", "cat /etc/hosts"],
    ["-L web:/etc/hosts ./h", "", "cat /etc/hosts"],
    ["web:/var/log/ logs", "", "tar -cf - -C /var/log/ ."],
    ["-a web:/data .", "", "tar -cf - -C / data"],
    ["web:/srv/site -", "", "tar -cf - -C /srv site"],
    ["web:/ -", "", "tar -cf - -C / ."],
    ["./a.txt web:/tmp/", "-i ", "sh -c 'cat > /tmp/a.txt'"],
    ["/x/a.txt web:/tmp/b.txt", "-i ", "sh -c 'cat > /tmp/b.txt'"],
    ["a.txt web:tmp/.", "-i ", "sh -c 'cat > /tmp/./a.txt'"],
    ["./site/. web:/srv", "-i ", "tar -xf - -C /srv"],
    ["-a ./site web:/srv", "-i ", "tar -xf - -C /srv"],
    ["- web:/srv", "-i ", "tar -xf - -C /srv"],
  ])("%s", async (typed, stdin, program) => {
    expect(await shells(`docker cp ${typed}`)).toEqual([
      `crictl exec ${stdin}${LOOKED_UP} ${program}`,
      `ctr tasks exec --exec-id cp1 web ${program}`,
    ]);
  });
  it("needs no look-up for an id", async () => {
    const [crictl] = await shells("docker cp f52d55c8e029:/a .");
    expect(crictl).toBe("crictl exec f52d55c8e029 cat /a");
  });
  it("quotes a path for the shell inside", async () => {
    const { translations } = await translate(["docker", "cp", "a b", "web:/tmp/"], { tools: ["ctr"] });
    expect(translations[0]?.steps[0]?.argv.at(-1)).toBe("cat > '/tmp/a b'");
  });
  it("says what to do with the streams", async () => {
    const text = async (line: string) => (await translate(line, { tools: ["ctr"] })).translations[0]?.notes[0]?.text;
    expect(await text("docker cp web:/etc/hosts .")).toContain("> ./hosts");
    expect(await text("docker cp web:/etc/hosts copy")).toContain("> copy");
    expect(await text("docker cp ./a.txt web:/tmp/")).toContain("< ./a.txt");
    expect(await text("docker cp -a ./site web:/srv")).toContain("tar -cf - -C . site |");
  });
});

describe("what docker refuses to copy", () => {
  it.each([
    ["a b", "at least one container"],
    ["web:/a db:/b", "between containers"],
    ["./a:b /c", "at least one container"],
  ])("%s", async (typed, message) => {
    const { problems, translations } = await translate(`docker cp ${typed}`);
    expect(problems[0]?.message).toContain(message);
    expect(translations).toEqual([]);
  });
});
