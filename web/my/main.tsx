/** The phone page of a hall: take a number with the code from the hall's screens, book, look after a booking. */
import { mount } from "../parts/mount.tsx";
import "../parts/theme.css";
import "./my.css";
import { HallPage } from "./hall-page.tsx";

await mount(<HallPage />);
