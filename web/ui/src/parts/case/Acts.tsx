// What may be asked for by hand in a case: a button each, its form in a dialogue.
import { Button } from "antd";
import { useState } from "react";
import { requestAct } from "../../api/cases";
import type { Case, CaseAct } from "../../api/types";
import { useWords } from "../../i18n";
import { draftKey } from "../draft";
import { useMe } from "../me";
import { EntryDialogue } from "./EntryDialogue";

export function Acts({ kase, onDone }: { kase: Case; onDone: () => void }) {
  const { say } = useWords();
  const me = useMe();
  const [open, setOpen] = useState<CaseAct | null>(null);
  return (
    <>
      {kase.acts.map((act) => <Button key={act.id} onClick={() => setOpen(act)}>{say(act.title)}</Button>)}
      {open && (
        <EntryDialogue
          title={say(open.title)}
          form={open.form}
          choices={open.choices}
          draft={draftKey(me.person.id, "act", kase.id, open.id)}
          send={(submission, key) => requestAct({ id: kase.id, act: open.id, submission, key })}
          onClose={() => setOpen(null)}
          onDone={() => { setOpen(null); onDone(); }}
        />
      )}
    </>
  );
}
