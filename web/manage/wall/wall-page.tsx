import type { Route } from "../../staff/router.ts";
import { HallWall } from "./hall-wall.tsx";
import { HallsWall } from "./halls-wall.tsx";

/** `#/wall` shows all halls, `#/wall/<hallId>` one of them in full. */
export function WallPage({ route }: { route: Route }) {
  const hallId = route.path[1];
  return hallId ? <HallWall key={hallId} hallId={hallId} /> : <HallsWall />;
}
