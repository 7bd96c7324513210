/** A photo as it is kept: no larger than somebody needs to see what is on it, and without what the camera wrote into it. */
const longestSide = 1_600;
const quality = 0.8;

export async function shrunk(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const { promise, resolve, reject } = Promise.withResolvers<Blob>();
  canvas.toBlob(
    (blob) => (blob ? resolve(blob) : reject(new Error("the picture cannot be written"))),
    "image/jpeg",
    quality,
  );
  return promise;
}

/** What a canvas wrote into an address, as bytes; `fetch` of such an address is refused by the page's policy. */
export function blobOf(dataUrl: string): Blob {
  const [head = "", text = ""] = dataUrl.split(",");
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: /data:([^;]+)/.exec(head)?.[1] ?? "image/png" });
}
