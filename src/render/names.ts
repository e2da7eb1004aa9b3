import type { Container } from "../model/index.ts";
import { familiarReference } from "../translate/index.ts";

const HEX_ID = /^[0-9a-f]{64}$/;

/** Docker's twelve digits of an id or digest; ids that people gave (`ctr run … web`) stay whole. */
export const shortId = (id: string): string => {
  const digits = id.replace(/^sha256:/, "");
  return HEX_ID.test(digits) ? digits.slice(0, 12) : id;
};

/** An image as docker shows it: `nginx:1.27-alpine`; the start of the digest where that is all there is. */
export const imageNameOf = ({ image, imageId }: Pick<Container, "image" | "imageId">): string => {
  const name = image ?? imageId ?? "";
  if (/^(sha256:)?[0-9a-f]{64}$/.test(name)) return shortId(name);
  return familiarReference(name.replace(/@sha256:[0-9a-f]{64}$/, ""));
};
