import { expect, it } from 'vitest';
import { readAddress } from '../../src/zabbix/address.ts';

it.each([
  ['https://zabbix.example.org/zabbix', 'https://zabbix.example.org/zabbix/api_jsonrpc.php'],
  ['https://zabbix.example.org/zabbix/api_jsonrpc.php', 'https://zabbix.example.org/zabbix/api_jsonrpc.php'],
  ['https://zabbix.example.org:8443', 'https://zabbix.example.org:8443/api_jsonrpc.php'],
  ['http://localhost/', 'http://localhost/api_jsonrpc.php'],
  ['http://[::1]:8080/z/', 'http://[::1]:8080/z/api_jsonrpc.php'],
])('finds the API behind %s', (text, api) => {
  expect(readAddress(text, false).api).toBe(api);
});

it.each([
  ['zabbix.example.org', /is not an address/],
  ['ftp://zabbix.example.org', /"ftp:\/\/" is not supported/],
  ['https://admin:secret@zabbix.example.org', /holds a user name or password/],
  ['https://zabbix.example.org/zabbix.php?action=problem.view', /goes on after the path, from \? or # on/],
  ['http://zabbix.example.org/zabbix', /would get the token unencrypted.*allowPlainHttp/],
  ['http://localhost.example.org', /unencrypted/],
])('refuses %s and says why', (text, message) => {
  expect(() => readAddress(text, false)).toThrow(message);
  expect(() => readAddress(text, false)).not.toThrow(/secret/);
});

it('lets the token cross a network in the clear only where that is asked for', () => {
  expect(readAddress('http://zabbix.example.org/zabbix', true).isLoopback).toBe(false);
});
