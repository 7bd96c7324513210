/** Where the company's provider sends the browser back to: hands on what it said, and goes where one came from. */
import { mount } from "../parts/mount.tsx";
import "../parts/theme.css";
import "./sign-on.css";
import { SignOn } from "./sign-on.tsx";

const query = location.search.slice(1);
// The code counts once and for a minute; even so it has no business in an address that people see and keep.
history.replaceState(null, "", location.pathname);

await mount(<SignOn query={query} />);
