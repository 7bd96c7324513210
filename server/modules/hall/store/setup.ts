/** SQL over what a hall has been set up with. Kept in the process's memory; `setup_version` says when it is stale. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { ServicePaper } from "../../../../contracts/hall/setup.ts";
import type { Context } from "../../../foundation/context.ts";
import type { OpeningHours } from "../opening.ts";

export type Service = {
  readonly id: string;
  readonly code: string;
  readonly letter: string;
  readonly name: Words;
  readonly typicalMinutes: number;
  readonly papers: readonly Words[];
  /** The same with the kinds of papers on file that stand for them. */
  readonly asksFor: readonly ServicePaper[];
  readonly atKiosk: boolean;
  readonly dailyQuota: number | null;
  readonly lastNumberMinutes: number;
  readonly hint: Words | null;
  readonly isSuspended: boolean;
  readonly isClosed: boolean;
};
export type HallWindow = {
  readonly id: string;
  readonly number: string;
  readonly name: Words;
  readonly kind: "general" | "payment" | "business" | "inquiry" | "energy" | "vip";
  readonly skills: ReadonlySet<string>;
  readonly languages: readonly ("zh" | "en")[];
  readonly isElastic: boolean;
};
export type Shift = { readonly windowId: string; readonly starts: string; readonly ends: string };

export type HallSetup = OpeningHours & {
  readonly id: string;
  readonly version: number;
  readonly day: string;
  readonly code: string;
  readonly name: Words;
  readonly grade: "A" | "B" | "C" | "D";
  readonly address: string;
  readonly isClosed: boolean;
  /** Closed services too: tickets of the day may still name them. */
  readonly services: ReadonlyMap<string, Service>;
  readonly windows: ReadonlyMap<string, HallWindow>;
  /** Planned presence today. */
  readonly roster: readonly Shift[];
};

type SetupRow = Omit<HallSetup, "services" | "windows"> & {
  services: (Omit<Service, "papers" | "asksFor"> & { papers: ServicePaper[] })[];
  windows: (Omit<HallWindow, "skills"> & { skills: string[] })[];
};

const time = (column: string) => sql.raw(`to_char(${column}, 'HH24:MI')`);

/** The set-up of a hall as it matters on `day`. One statement. */
export async function readSetup(ctx: Context, hallId: string, day: string): Promise<HallSetup | undefined> {
  const mine = sql`org_id = ${ctx.orgId} and hall_id = ${hallId}`;
  const { rows } = await sql<{ setup: SetupRow }>`
    select json_build_object(
      'id', h.id, 'version', h.setup_version, 'day', ${day}::text, 'code', h.code, 'grade', h.grade, 'address', h.address,
      'name', json_build_object('zh', h.name_zh, 'en', h.name_en), 'isClosed', h.is_closed,
      'services', coalesce((select json_agg(json_build_object('id', id, 'code', code, 'letter', letter,
          'name', json_build_object('zh', name_zh, 'en', name_en), 'typicalMinutes', typical_minutes, 'papers', papers,
          'atKiosk', at_kiosk, 'dailyQuota', daily_quota, 'lastNumberMinutes', last_number_minutes,
          'hint', case when hint_zh is not null then json_build_object('zh', hint_zh, 'en', coalesce(hint_en, hint_zh)) end,
          'isSuspended', is_suspended, 'isClosed', is_closed) order by sort, code)
        from hall.services where ${mine}), '[]'),
      'windows', coalesce((select json_agg(json_build_object('id', id, 'number', number,
          'name', json_build_object('zh', name_zh, 'en', name_en), 'kind', kind, 'skills', skills, 'languages', languages,
          'isElastic', is_elastic) order by sort, number)
        from hall.windows where ${mine} and not is_closed_down), '[]'),
      'hours', coalesce((select json_agg(json_build_object('days', days, 'opens', ${time("opens")}, 'closes', ${time("closes")},
          'validFrom', valid_from, 'validTo', valid_to))
        from hall.hours where ${mine} and coalesce(valid_to, ${day}::date) >= ${day}::date - 1), '[]'),
      'specialDays', coalesce((select json_agg(json_build_object('day', day, 'spans', spans))
        from hall.special_days where ${mine} and day between ${day}::date - 1 and ${day}::date + 60), '[]'),
      'roster', coalesce((select json_agg(json_build_object('windowId', window_id, 'starts', ${time("starts")}, 'ends', ${time("ends")}))
        from hall.roster where ${mine} and day = ${day}::date), '[]')
    ) as setup
    from hall.halls h where h.org_id = ${ctx.orgId} and h.id = ${hallId}`.execute(ctx.tx);
  const setup = rows[0]?.setup;
  if (!setup) return undefined;
  return {
    ...setup,
    services: new Map(
      setup.services.map((service) => [
        service.id,
        {
          ...service,
          asksFor: service.papers,
          papers: service.papers.map(({ zh, en }) => ({ zh, en })),
        },
      ]),
    ),
    windows: new Map(
      setup.windows.map((window) => [window.id, { ...window, skills: new Set(window.skills) }]),
    ),
  };
}
