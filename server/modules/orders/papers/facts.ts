/**
 * What the templates are told. Everything is already fetched, already decided and, where the caller wants it so, already
 * masked: a template neither reads nor hides anything. Instants are ISO with `Z`, dates `YYYY-MM-DD`.
 */

export type Company = {
  readonly name: string;
  readonly hotline: string;
  readonly hall?: string;
  readonly hallAddress?: string;
};

export type OrderFace = {
  readonly number: string;
  /** 高压单电源新装 */
  readonly typeName: string;
  /** 业务主办: whom the customer asks. */
  readonly responsible?: { readonly name: string; readonly phone: string };
  readonly acceptedAt: string;
};

export type CustomerFace = {
  readonly name: string;
  readonly kind: "individual" | "organisation";
  readonly idKind?: string;
  readonly idNumber?: string;
  readonly phone?: string;
  readonly address?: string;
  readonly email?: string;
  /** 法定代表人 */
  readonly representative?: string;
  readonly agent?: { readonly name: string; readonly idNumber?: string; readonly phone?: string };
};

export type SupplyFace = {
  readonly accountNumber?: string;
  readonly address: string;
  /** 城镇居民, 大工业 … as the archive words it. */
  readonly use?: string;
  readonly industry?: string;
  readonly voltage?: string;
  readonly sources?: string;
  readonly capacityNow?: string;
  readonly capacityAsked?: string;
  readonly capacityTotal?: string;
  readonly wantedOn?: string;
  readonly importance?: string;
};

/** Whatever paper: whose it is, its number and its day. */
export type PaperFacts = {
  readonly company: Company;
  readonly order: OrderFace;
  readonly customer: CustomerFace;
  readonly supply: SupplyFace;
  /** The paper's own number, given by the caller. */
  readonly number: string;
  readonly issuedOn: string;
  readonly copy?: string;
};

/** A clock of the order as the customer was promised it. */
export type PromisedStep = {
  readonly step: string;
  /** 10 个工作日 */
  readonly limit: string;
  readonly dueOn: string;
  /** 十项承诺2022, 供电营业规则 … */
  readonly basis?: string;
};

export type NeededPaper = {
  readonly name: string;
  readonly state: "received" | "may-follow" | "missing" | "from-government";
  /** By which step, for those that may follow; what exactly is wanted. */
  readonly note?: string;
};

export type Equipment = {
  readonly name: string;
  readonly model?: string;
  readonly count: string;
  readonly power?: string;
  readonly note?: string;
};

/** 同意 or not, with what has to be changed. */
export type Finding = {
  readonly item: string;
  readonly result: "passed" | "failed" | "not-applicable";
  readonly note?: string;
};
