import { CloudCheck, CloudOff, CloudUpload, HardDrive } from 'lucide-react';
import { useNetwork } from '@mantine/hooks';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { isBlank } from './draft.ts';

/** Where what is written lies at this moment, in words. */
export function SaveWords() {
  const { store, state, draft, findings } = useComposing();
  const { online } = useNetwork();
  const isDirty = store.isDirty();
  const isLost = !online || state.problem?.status === 0;
  const [Icon, words] = isLost
    ? [CloudOff, 'No connection. It is kept in this browser and saved once the server answers.']
    : state.isSaving ? [CloudUpload, 'Saving…']
    : !isDirty && state.base !== null ? [CloudCheck, store.savesItself ? 'Saved as a draft' : 'No unsaved changes']
    : isBlank(draft) ? [null, '']
    : !state.isKept ? [HardDrive, 'Not saved yet: this browser keeps nothing.']
    : !store.savesItself ? [HardDrive, 'Changed. Kept in this browser until you save.']
    : findings.some(finding => finding.blocks && finding.code !== 'media_preparing') ? [HardDrive, 'Kept in this browser until the server can take it.']
    : [HardDrive, 'Kept in this browser'];
  return (
    <span className={classes.saveWords} role="status">
      {Icon && <Icon size={16} aria-hidden />} {words}
    </span>
  );
}
