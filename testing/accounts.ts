/**
 * What makes the accounts of a server and its database, as docs/operations.md has a database administrator do it: one
 * account owns and migrates, the other runs.
 */
export const accountsSql = `CREATE ROLE portal_owner LOGIN NOINHERIT CREATEROLE PASSWORD '…';
CREATE ROLE arqau_runtime NOLOGIN NOINHERIT;
CREATE ROLE portal_login LOGIN PASSWORD '…' IN ROLE arqau_runtime;
CREATE DATABASE arqau OWNER portal_owner;`

/** The password of all accounts of servers for tests. */
export const password = 'postgres'

/** The addresses of one database of a server for tests. */
export interface DatabaseUrls {
  /** Of the superuser, who sees everything: for looking at what was written. */
  admin: string
  owner: string
  portal: string
}

/** @param server the address of any of the server's accounts. */
export function databaseUrls(server: string, database: string): DatabaseUrls {
  const of = (account: string) => {
    const url = new URL(server)
    Object.assign(url, { username: account, password, pathname: `/${database}` })
    return url.href
  }
  return { admin: of('postgres'), owner: of('portal_owner'), portal: of('portal_login') }
}
