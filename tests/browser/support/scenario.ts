// Filed scenarios, as the tests play them.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const PROCESSES = resolve(import.meta.dirname, "../../../processes");

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export interface Filled {
  [field: string]: Json;
}

export interface Expected {
  tasks?: string[];
  refused?: string;
  state?: string;
  stage?: string;
  number?: string;
}

export interface Step {
  as?: string;
  start?: Filled;
  complete?: string;
  act?: string;
  enter?: string;
  message?: string;
  key?: string;
  in?: string;
  item?: number;
  with?: Filled;
  reason?: string;
  advance?: { to: string };
  expect?: Expected;
}

export interface Scenario {
  scenario: string;
  process: string;
  organ: string;
  at: string;
  steps: Step[];
}

export function filed(department: string, name: string): Scenario {
  const text = readFileSync(join(PROCESSES, department, "scenarios", `${name}.scenario.yaml`), "utf8");
  return parse(text) as Scenario;
}

/** A civil time of the organs, as an instant. */
export function instant(civil: string): string {
  return new Date(`${civil}:00+08:00`).toISOString();
}
