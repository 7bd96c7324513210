/**
 * One build for all surfaces: each folder of `web/` that has an `index.html` is a page at the same path. `web/start` is
 * the one at `/`. Nothing is inlined into the pages, so that the content security policy can refuse inline scripts.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const web = join(import.meta.dirname, "web");
const pages = globSync("**/index.html", { cwd: web }).sort();
const nameOf = (page: string) =>
  dirname(page) === "." ? basename(page, ".html") : dirname(page).replaceAll(/[\\/]/g, "-");

/** Brotli and gzip beside each file, made once here rather than at each request; from the files as they were written. */
const precompress: Plugin = {
  name: "precompress",
  apply: "build",
  writeBundle({ dir = "" }, bundle) {
    for (const fileName of Object.keys(bundle)) {
      if (!/\.(js|css|html|svg|json)$/.test(fileName)) continue;
      const path = join(dir, fileName);
      const content = readFileSync(path);
      if (content.length < 1_024) continue;
      // The best level takes seconds per megabyte: worth it for what phones load, not for the charts of the manager.
      const level = content.length < 500_000 ? 11 : 9;
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: level } };
      writeFileSync(`${path}.br`, brotliCompressSync(content, quality));
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    }
  },
};

export default defineConfig({
  root: web,
  publicDir: existsSync(join(web, "public")) ? "public" : false,
  plugins: [react(), precompress],
  build: {
    outDir: join(import.meta.dirname, "dist/web"),
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
    rollupOptions: { input: Object.fromEntries(pages.map((page) => [nameOf(page), join(web, page)])) },
  },
});
