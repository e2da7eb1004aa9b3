import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";

/**
 * A registry in memory, as much of the distribution specification as docker, containerd and nerdctl use to push and pull: run by
 * itself inside a test's node, since nothing outside may be asked. Prints one line when it listens.
 */
const blobs = new Map<string, Buffer>();
const uploads = new Map<string, Buffer>();
const manifests = new Map<string, { type: string; body: Buffer }>();
const digestOf = (body: Buffer): string => `sha256:${createHash("sha256").update(body).digest("hex")}`;

const server = createServer(async (request, response) => {
  const { method = "GET" } = request;
  const url = new URL(request.url ?? "/", "http://registry");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const answer = (status: number, headers: Record<string, string | number> = {}, content?: Buffer) => {
    response.writeHead(status, { "Docker-Distribution-Api-Version": "registry/2.0", ...headers });
    response.end(method === "HEAD" ? undefined : content);
  };
  if (url.pathname === "/v2/") return answer(200);
  const [, name = "", kind = "", rest = ""] = /^\/v2\/(.+)\/(blobs|manifests)\/(.+)$/.exec(url.pathname) ?? [];
  if (kind === "manifests") {
    const key = `${name} ${rest}`;
    if (method === "PUT") {
      const manifest = { type: request.headers["content-type"] ?? "", body };
      for (const reference of [rest, digestOf(body)]) manifests.set(`${name} ${reference}`, manifest);
      return answer(201, { "Docker-Content-Digest": digestOf(body), Location: url.pathname });
    }
    const found = manifests.get(key);
    if (!found)
      return answer(
        404,
        { "Content-Type": "application/json" },
        Buffer.from('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}'),
      );
    const headers = {
      "Content-Type": found.type,
      "Docker-Content-Digest": digestOf(found.body),
      "Content-Length": found.body.length,
    };
    return answer(200, headers, found.body);
  }
  if (rest.startsWith("uploads")) {
    const id = rest.slice("uploads/".length) || randomUUID();
    const whole = Buffer.concat([uploads.get(id) ?? Buffer.alloc(0), body]);
    const digest = url.searchParams.get("digest");
    if (digest !== null && method !== "PATCH") {
      blobs.set(digest, whole);
      uploads.delete(id);
      return answer(201, { "Docker-Content-Digest": digest, Location: `/v2/${name}/blobs/${digest}` });
    }
    uploads.set(id, whole);
    const range = `0-${Math.max(0, whole.length - 1)}`;
    return answer(202, { Location: `/v2/${name}/blobs/uploads/${id}`, "Docker-Upload-UUID": id, Range: range });
  }
  const blob = blobs.get(rest);
  if (!blob) return answer(404);
  return answer(
    200,
    { "Content-Length": blob.length, "Docker-Content-Digest": rest, "Content-Type": "application/octet-stream" },
    blob,
  );
});
server.listen(5000, "127.0.0.1", () => process.stdout.write("listening\n"));
