/**
 * Sends a file to an endpoint that takes one, and tells how far it is. `fetch` cannot tell, so this is the older way. The
 * Idempotency-Key is the caller's: the same file sent again after a lost connection is kept once.
 */
import type { CallOf, Endpoint, ResultOf } from "../../contracts/endpoint.ts";
import { addressOf, identityHeaders, NetworkLost, problemOf } from "./api.ts";

export type UploadOptions = {
  readonly key: string;
  /** 0 … 1; the last bit is the server's examination. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
};

/** @throws ApiProblem when refused, NetworkLost when no answer came */
export function upload<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  file: Blob,
  { key, onProgress, signal }: UploadOptions,
): Promise<ResultOf<E>> {
  const request = new XMLHttpRequest();
  request.open(endpoint.method.toUpperCase(), addressOf(endpoint, input));
  request.setRequestHeader("idempotency-key", key);
  request.setRequestHeader("content-type", "application/octet-stream");
  for (const [name, value] of Object.entries(identityHeaders())) request.setRequestHeader(name, value);
  const { promise, resolve, reject } = Promise.withResolvers<ResultOf<E>>();
  request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
  request.onerror = () => reject(new NetworkLost(request.status));
  request.onabort = () => reject(signal?.reason ?? new NetworkLost("aborted"));
  request.onload = async () => {
    if (request.status === 200) return resolve(JSON.parse(request.responseText) as ResultOf<E>);
    const headers = { "content-type": request.getResponseHeader("content-type") ?? "" };
    reject(await problemOf(new Response(request.responseText, { status: request.status, headers })));
  };
  signal?.addEventListener("abort", () => request.abort());
  request.send(file);
  return promise;
}
