/** Hands a downloaded file to the person, under its own name. */
export function saveAs({ blob, filename }: { readonly blob: Blob; readonly filename: string }): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = filename;
  link.click();
  URL.revokeObjectURL(link.href);
}
