import { describe, expect, it } from "vitest";
import { translate } from "../../../src/translate/index.ts";

async function shells(line: string) {
  const { translations } = await translate(line);
  return Object.fromEntries(translations.map(({ tool, fit, shell }) => [tool, [fit, shell]]));
}
const ID = "$(crictl ps -q --name '^web$')";

describe("docker update", () => {
  it("puts flags before containers: nerdctl takes what follows one for another", async () => {
    const { nerdctl } = await shells("docker update web -m 1g db -c 512");
    expect(nerdctl).toEqual(["exact", "nerdctl update -m 1g --cpu-shares 512 web db"]);
  });
  it("gives CPUs as a quota, which nerdctl's own --cpus does not set", async () => {
    const { nerdctl, crictl } = await shells("docker update --cpus 3/2 web");
    expect(nerdctl).toEqual(["exact", "nerdctl update --cpu-quota 150000 --cpu-period 100000 web"]);
    expect(crictl).toEqual(["steps", `crictl update --cpu-quota 150000 --cpu-period 100000 ${ID}`]);
  });
  it("gives memory in bytes, numbers in tens", async () => {
    const { crictl } = await shells("docker update -m 0.5g -c 0x200 web");
    expect(crictl).toEqual(["steps", `crictl update --memory 536870912 --cpu-share 512 ${ID}`]);
  });
  it("runs nothing where no limit is left", async () => {
    const restart = await shells("docker update --restart always web");
    expect(restart.nerdctl).toEqual(["exact", "nerdctl update --restart always web"]);
    expect(restart.crictl).toEqual(["none", ""]);
    expect((await shells("docker update --memory-swap 1g web")).nerdctl).toEqual(["none", ""]);
    expect((await shells("docker update --memory-swap 1g -m 1g web")).nerdctl?.[0]).toBe("exact");
  });
  it.each([
    ["--restart on-failure:x", /maximum retry count must be an integer/],
    ["--memory -1", /invalid argument "-1" for "-m, --memory" flag: invalid size: '-1'/],
  ])("is refused with %s, as docker does", async (flags, why) => {
    const { problems, translations } = await translate(`docker update ${flags} web`);
    expect(problems.map(({ message }) => message).join()).toMatch(why);
    expect(translations).toEqual([]);
  });
  it("is refused without a flag, as docker does", async () => {
    expect((await translate("docker update web")).problems[0]?.code).toBe("bad-update");
  });
});
