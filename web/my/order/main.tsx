/** The phone page of one order (我的工单): whoever holds the code of the receipt, or the phone that was given, holds the order. */
import { mount } from "../../parts/mount.tsx";
import "../../parts/theme.css";
import "../my.css";
import "./order.css";
import { OrderPage } from "./order-page.tsx";

await mount(<OrderPage />);
