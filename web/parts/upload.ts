/** Sends a file to an endpoint that takes one, telling how far it has come: `fetch` cannot. */
import type { CallOf, Endpoint, ResultOf } from "../../contracts/endpoint.ts";
import { addressOf, identityHeaders, NetworkLost, problemOf } from "./api.ts";
import { freshId } from "./ids.ts";

export type UploadOptions = {
  /** Hears the share that has been sent, 0 to 1; 1 while the server still examines the file. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
  /** Stays the same when the person tries again, so that a file is not taken in twice. */
  readonly key?: string;
};

/** @throws ApiProblem when refused, NetworkLost when no answer came, the signal's reason when it was called off */
export function upload<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  file: Blob,
  { onProgress, signal, key = freshId() }: UploadOptions = {},
): Promise<ResultOf<E>> {
  const { promise, resolve, reject } = Promise.withResolvers<ResultOf<E>>();
  const request = new XMLHttpRequest();
  request.open(endpoint.method, addressOf(endpoint, input));
  for (const [name, value] of Object.entries(identityHeaders())) request.setRequestHeader(name, value);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.setRequestHeader("idempotency-key", key);
  request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
  request.onload = () => {
    if (request.status < 300) return resolve(JSON.parse(request.responseText));
    const headers = { "content-type": request.getResponseHeader("content-type") ?? "" };
    problemOf(new Response(request.responseText, { status: request.status, headers })).then(reject, reject);
  };
  request.onerror = () => reject(new NetworkLost(new Error("the upload broke off")));
  request.onabort = () => reject(signal?.reason);
  signal?.addEventListener("abort", () => request.abort());
  request.send(file);
  return promise;
}
