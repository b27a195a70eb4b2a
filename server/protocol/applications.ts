/** What the applicant's portal and the server say to each other. */
export type Channel = 'email' | 'phone'
