// Builds what the browser needs into dist/, under fixed names: the binary embeds them and
// serves them with an ETag. Knows nothing of pages; those are in ../templates.
import { defineConfig, type Plugin } from "vite";

// Turbo puts a <style> into the head when it starts, which our Content-Security-Policy refuses.
// Its progress bar is styled in styles/layout.css instead. An upgrade of Turbo that moves this
// line stops the build rather than passing unseen.
const installed = "document.head.insertBefore(this.stylesheetElement, document.head.firstChild);";

function turboWithoutInlineStyle(): Plugin {
  return {
    name: "turbo-without-inline-style",
    transform(code, id) {
      if (!id.includes("@hotwired/turbo/dist/turbo.es2017-esm")) return null;
      if (!code.includes(installed)) throw new Error("Turbo installs its style elsewhere now");
      return { code: code.replace(installed, ""), map: null };
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [turboWithoutInlineStyle()],
  build: {
    target: ["chrome123", "firefox121", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: { app: "client/app.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith(".woff2"))
            ? "fonts/[name][extname]"
            : "[name][extname]",
      },
    },
  },
});
