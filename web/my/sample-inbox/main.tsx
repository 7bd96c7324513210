/** The stand-in phone of the sample county: what would have been sent, so that one can try it. Nowhere else is there anything. */
import { mount } from "../../parts/mount.tsx";
import "../../parts/theme.css";
import "../my.css";
import { Inbox } from "./inbox.tsx";

await mount(<Inbox />);
