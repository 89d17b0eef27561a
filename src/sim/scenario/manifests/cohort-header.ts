/** The header by which exported manifests name a cohort of users; read again, its value is the cohort's name and nothing is guessed. */
export const COHORT_HEADER = 'x-cohort';

/** Whether a cohort of the scenario may be called so. */
export const isCohortName = (name: string): boolean => /^[A-Za-z][\w.-]{0,39}$/.test(name);
