/**
 * The webhook's script (Zabbix manual, Webhook media type: `value` holds the parameters as JSON). It says which event it
 * is about, so that a connector's word of the same event is known as such. No text of it holds the token.
 */
export const wakeScript = `var wish = JSON.parse(value);
if (wish.token.indexOf('{$') === 0) {
    throw 'the macro with the token is gone: run linchpin provision';
}
var request = new HttpRequest();
request.addHeader('Content-Type: application/json');
request.addHeader('Authorization: Bearer ' + wish.token);
var isRecovery = /^[0-9]+$/.test(wish.recovery);
request.post(wish.url, JSON.stringify({ eventid: Number(isRecovery ? wish.recovery : wish.problem) }));
var status = request.getStatus();
if (status < 200 || status > 204) {
    throw 'Linchpin answered HTTP ' + status + (status === 401 ? ': another token; run linchpin provision' : '');
}
return 'OK';`;
