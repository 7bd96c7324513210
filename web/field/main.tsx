/** The crew's phone (现场作业): today's visits, their forms with photos, position and signature; works without a network. */
import { mount } from "../parts/mount.tsx";
import "../parts/theme.css";
import "./field.css";
import { FieldPage } from "./field-page.tsx";
import { keepShell } from "./shell.ts";

await mount(<FieldPage />);
// Without it the page still works, only not without a network.
addEventListener("load", () => void keepShell().catch(() => {}));
if (document.readyState === "complete") void keepShell().catch(() => {});
