/** The version of Linchpin: what `--version` prints, and as which its template in Zabbix is made. */
export const version = '0.1.0';
