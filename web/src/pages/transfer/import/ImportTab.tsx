import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { Check, type Chosen } from './Check.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { Done } from './Done.tsx';

/** Posts out of a spreadsheet, in three steps: choose the file, see what would become of it, import it. */
export function ImportTab() {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [result, setResult] = useState<Schemas['ImportResponse'] | null>(null);
  const choose = (file: File) => {
    setResult(null);
    setChosen({ id: (chosen?.id ?? 0) + 1, file });
  };
  const begin = () => {
    setResult(null);
    setChosen(null);
  };
  if (chosen !== null && result !== null) return <Done result={result} fileName={chosen.file.name} onAgain={begin} />;
  return chosen === null ? <ChooseFile onFile={choose} /> : <Check key={chosen.id} chosen={chosen} onFile={choose} onDone={setResult} onCancel={begin} />;
}
