// People, roles, stand-ins, sessions and the log of what was changed.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { CivilDate, Instant, Json, Page, Person, Ref, Text } from "./types";

export type PeriodState = "current" | "future" | "ended";

export interface RoleLine {
  n: number;
  role: string;
  title: Text;
  organ: Ref;
  unit: Ref | null;
  from: CivilDate | null;
  to: CivilDate | null;
  state: PeriodState;
}

export interface PersonLine extends Person {
  login: string | null;
  active: boolean;
  locked: boolean;
  must_change: boolean;
  own: boolean;
  roles: RoleLine[];
}

export interface Handed {
  person: PersonLine;
  password: string;
}

export interface Grant {
  role: string;
  organ: string;
  unit?: string;
  from?: CivilDate;
  to?: CivilDate;
}

export interface NewPerson {
  id: string;
  name: string;
  name_en?: string;
  login: string;
  role: Grant;
}

export interface OrganView {
  organ: Ref;
  roles: Ref[];
  units: { unit: Ref | null; parent: Ref | null; heads: Person[]; members: { person: Person; roles: Ref[] }[] }[];
}

export interface StandIn {
  id: number;
  absent: Person;
  person: Person;
  roles: Ref[] | null;
  from: CivilDate;
  to: CivilDate;
  state: PeriodState;
  may_end: boolean;
}

export interface StandIns {
  items: StandIn[];
  people: { person: Person; roles: Ref[] }[];
}

export interface SessionLine {
  id: string;
  person: Person;
  since: Instant;
  seen: Instant;
  address: string;
  current: boolean;
}

export interface LogEntry {
  id: number;
  at: Instant;
  actor: Person | null;
  what: string;
  organ: Ref;
  subject: Person;
  before: Record<string, Json> | null;
  after: Record<string, Json> | null;
}

export interface PeopleFilter {
  q?: string;
  state?: "active" | "inactive" | "locked";
}

export const ADMIN = ["admin"];

export function peopleQuery(filter: PeopleFilter) {
  return queryOptions({
    queryKey: [...ADMIN, "people", filter],
    queryFn: ({ signal }) => request<Page<PersonLine>>("GET", "/admin/people", { query: { ...filter }, signal }),
    placeholderData: (before) => before,
  });
}

export function personQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN, "person", id],
    queryFn: ({ signal }) => request<PersonLine>("GET", `/admin/people/${encodeURIComponent(id)}`, { signal }),
  });
}

export const unitsQuery = queryOptions({
  queryKey: [...ADMIN, "units"],
  queryFn: ({ signal }) => request<Page<OrganView>>("GET", "/admin/units", { signal }),
});

export function standInsQuery(view: "mine" | "all") {
  return queryOptions({
    queryKey: [...ADMIN, "stand-ins", view],
    queryFn: ({ signal }) => request<StandIns>("GET", "/stand-ins", { query: { view }, signal }),
  });
}

export function sessionsQuery(view: "mine" | "all") {
  return queryOptions({
    queryKey: [...ADMIN, "sessions", view],
    queryFn: ({ signal }) => request<Page<SessionLine>>("GET", view === "mine" ? "/me/sessions" : "/admin/sessions", { signal }),
    refetchInterval: 60_000,
  });
}

export const logQuery = infiniteQueryOptions({
  queryKey: [...ADMIN, "log"],
  queryFn: ({ pageParam, signal }) => request<Page<LogEntry>>("GET", "/admin/log", { query: { after: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

export interface Contact {
  mail: string | null;
  mobile: string | null;
  english: boolean;
}

export function contactQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN, "contact", id],
    queryFn: ({ signal }) => request<Contact>("GET", `${person(id)}/contact`, { signal }),
  });
}

const person = (id: string) => `/admin/people/${encodeURIComponent(id)}`;

export const createPerson = (body: NewPerson) => request<Handed>("POST", "/admin/people", { body });
export const switchPerson = (id: string, active: boolean) => request<PersonLine>("POST", `${person(id)}/active`, { body: { active } });
export const resetPassword = (id: string) => request<Handed>("POST", `${person(id)}/password`);
export const unlockPerson = (id: string) => request<PersonLine>("POST", `${person(id)}/unlock`);
export const putContact = (id: string, body: Contact) => request<Contact>("POST", `${person(id)}/contact`, { body });
export const endSessions = (id: string) => request<undefined>("POST", `${person(id)}/sessions/end`);
export const grantRole = (id: string, body: Grant) => request<PersonLine>("POST", `${person(id)}/roles`, { body });
export const endRole = (id: string, n: number, on: CivilDate) => request<PersonLine>("POST", `${person(id)}/roles/${n}/end`, { body: { on } });
export const endSession = (view: "mine" | "all", id: string) => request<undefined>("POST", `${view === "mine" ? "/me" : "/admin"}/sessions/${id}/end`);
export const endStandIn = (id: number, on: CivilDate) => request<undefined>("POST", `/stand-ins/${id}/end`, { body: { on } });
export const changePassword = (old: string, next: string) => request<undefined>("POST", "/me/password", { body: { old, new: next } });

export interface NewStandIn {
  absent?: string;
  person: string;
  roles?: string[];
  from: CivilDate;
  to: CivilDate;
}

export const enterStandIn = (body: NewStandIn) => request<undefined>("POST", "/stand-ins", { body });
