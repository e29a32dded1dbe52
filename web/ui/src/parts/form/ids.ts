/** Where the server points when reasons are missing: not a field of the form, but beside it. */
export const REASON = "/reason";

/** Where the server points at documents: beside the form too, an id behind it. */
export const DOCUMENTS = "/documents/";

/** Whether something is wrong in the form itself, not beside it. */
export const isInForm = ({ pointer }: { pointer: string }) => pointer !== REASON && !pointer.startsWith(DOCUMENTS);

/** Where the list of what is wrong in a form stands; the focus goes there. */
export const ERRORS_ID = "form-errors";

/** The control that takes the reasons. */
export const REASON_ID = "task-reason";
