/** `/`: what this is and where everything is. */
import { mount } from "../parts/mount.tsx";
import "../parts/theme.css";
import "./start.css";
import { Start } from "./start.tsx";

await mount(<Start />);
