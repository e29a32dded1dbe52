// What the case waits for from outside; whoever may enter it on paper does so here.
import { Button, Flex } from "antd";
import { useState } from "react";
import { enterMessage } from "../../api/cases";
import type { Awaited as Message, Case } from "../../api/types";
import { useWords } from "../../i18n";
import { draftKey } from "../draft";
import { useMe } from "../me";
import { Since } from "../Since";
import { EntryDialogue } from "./EntryDialogue";

export function Awaited({ kase, onDone }: { kase: Case; onDone: () => void }) {
  const { t, say } = useWords();
  const me = useMe();
  const [open, setOpen] = useState<Message | null>(null);
  if (kase.awaited.length === 0) return null;
  const named = (message: Message) => (message.item ? t("kase.ofItem", { title: say(message.event.title), item: message.item.label }) : say(message.event.title));
  return (
    <section className="panel">
      <h2>{t("kase.awaited")}</h2>
      <ul className="plain">
        {kase.awaited.map((message) => (
          <li key={message.key}>
            <Flex justify="space-between" align="center" gap={12}>
            <span>{named(message)} <Since at={message.since} /></span>
            {message.may_enter && <Button size="small" onClick={() => setOpen(message)}>{t("kase.enter")}</Button>}
            </Flex>
          </li>
        ))}
      </ul>
      {open && (
        <EntryDialogue
          title={t("kase.enterTitle", { title: named(open) })}
          form={open.form}
          choices={open.choices}
          draft={draftKey(me.person.id, "message", kase.id, String(open.key))}
          send={(submission, key) => enterMessage({ id: kase.id, message: open.key, submission, key })}
          onClose={() => setOpen(null)}
          onDone={() => { setOpen(null); onDone(); }}
        />
      )}
    </section>
  );
}
