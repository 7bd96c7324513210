/** The phone page of one ticket (我的号): whoever holds the code in the address holds the ticket. */
import { mount } from "../../parts/mount.tsx";
import "../../parts/theme.css";
import "../my.css";
import { TicketPage } from "./ticket-page.tsx";

await mount(<TicketPage />);
