#!/usr/bin/env python3
"""Replays calls recorded from a live Moodle 4.5 against a running server and compares the answers.

usage: replay.py --base http://127.0.0.1:8080 [--cases cases.jsonl] [--only REGEX] [--admin 'CMD'] [-v]

The server must hold fixture.yaml (apply it to an empty database first) and have rest, soap and xmlrpc on.
--admin names a command that takes a YAML patch on standard input (for example 'bin/gatehouse apply -'); with it
the cases that need a switch thrown (a protocol off, maintenance, ...) run too, else they are skipped.

What counts: HTTP status, media type, error code and exception class, and for a success the shape (every key that
the function's return description requires, with the same type) and every value that does not depend on the run.
Wording never counts. Prints a line per case that differs, then 'N passed, N failed, N skipped'.
"""
import argparse, http.client, json, os, re, subprocess, sys, time, urllib.parse as up
import xml.etree.ElementTree as ET, xmlrpc.client as xr

here = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument('--base', required=True)
ap.add_argument('--cases', default=os.path.join(here, 'cases.jsonl'))
ap.add_argument('--functions', default=os.path.join(here, 'moodle-functions.json'))
ap.add_argument('--only', default='')
ap.add_argument('--admin', default='')
ap.add_argument('--settle', type=float, default=1.0, help='seconds allowed for a switch to take effect')
ap.add_argument('--score', default='', help='count only these: hidden, visible or all')
ap.add_argument('--except', dest='exceptions', default='', help='file of lines NAME REASON: differences that are deliberate; shown, not counted')
ap.add_argument('-v', action='store_true')
a = ap.parse_args()

RETURNS = {f['name']: f.get('returns') for f in json.load(open(a.functions))['functions']}
VOLATILE = re.compile(r'^(id|.*id|.*ids|time\w+|first\w*access|last\w*access|.*url.*|token|privatetoken|version|release|'
                      r'theme|sortorder|cacherev|filesize|icon\w*|source|license|author|contenthash|sitename|.*key|lang|'
                      r'courseimage|calendartype|.*calendartype|country|city|timezone|mailformat|numsections|userquota|\w*size)$')
LOOSE = {'core_webservice_get_site_info': {'advancedfeatures'}, 'core_course_get_courses': {'courseformatoptions'},
         'core_course_get_courses_by_field': {'filters', 'courseformatoptions', 'enrollmentmethods', 'contacts', 'overviewfiles', 'warnings', 'customfields'}}
PATCH = {'ws-off': ('webServices: {enabled: false}', 'webServices: {enabled: true}'),
         'only-soap': ('webServices: {protocols: [soap]}', 'webServices: {protocols: [rest, soap, xmlrpc]}'),
         'only-rest': ('webServices: {protocols: [rest]}', 'webServices: {protocols: [rest, soap, xmlrpc]}'),
         'maintenance': ('site: {maintenance: true}', 'site: {maintenance: false}'),
         'simple': ('webServices: {passwordEndpoints: true}', 'webServices: {passwordEndpoints: false}')}
host = up.urlsplit(a.base)
ids = {}          # {'group:49': 7}: recorded id -> id here
GIVES = {'core_user_create_users': 'user', 'core_group_create_groups': 'group', 'core_course_create_courses': 'course', 'core_cohort_create_cohorts': 'cohort'}

def fill(s):
    s = s.replace('{BASE}', a.base)
    return re.sub(r'\{(user|group|course|cohort|item|context):(\d+)\}', lambda m: str(ids.get(m.group(1) + ':' + m.group(2), m.group(2))), s)

def send(q):
    c = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
    body = fill(q['body']).encode() if q['body'] else None
    c.request(q['method'], fill(q['path']), body, {k: fill(v) for k, v in q['headers'].items()})
    r = c.getresponse()
    return r.status, r.getheader('Content-Type') or '', r.read().decode('utf-8', 'replace')

# ---- one neutral form for every protocol: ('error', code, class) | ('value', tree) | ('wsdl', {...}) | ('raw', text)
def rest_tree(e):
    if e.tag == 'VALUE': return None if e.get('null') else (e.text or '')
    if e.tag in ('RESPONSE', 'KEY'): return rest_tree(e[0]) if len(e) else None
    if e.tag == 'MULTIPLE': return [rest_tree(x) for x in e]
    if e.tag == 'SINGLE': return {k.get('name'): rest_tree(k) for k in e}
    return '?' + e.tag
local = lambda t: t.rsplit('}', 1)[-1]
XSI = '{http://www.w3.org/2001/XMLSchema-instance}'
def soap_tree(e):
    t = (e.get(XSI + 'type') or '').rsplit(':', 1)[-1]
    if e.get(XSI + 'nil') in ('true', '1'): return None
    kids = list(e)
    if t == 'Map': return {soap_tree(i[0]): soap_tree(i[1]) for i in kids}
    if kids and t in ('Struct', '') or kids and all(local(k.tag) not in ('item',) for k in kids): return {local(k.tag): soap_tree(k) for k in kids}
    if kids or 'Array' in t: return [soap_tree(k) for k in kids]
    s = e.text or ''
    if t in ('int', 'integer', 'long'): return int(s)
    if t == 'boolean': return s in ('1', 'true')
    if t in ('float', 'double', 'decimal'): return float(s)
    return s
cls = lambda c: re.split(r'[\\.]', c or '')[-1]
def neutral(proto, body):
    b = body.lstrip('\ufeff \r\n\t')
    try:
        if b[:1] in '{[' or b in ('null', 'true', 'false'):
            v = json.loads(b)
            if isinstance(v, dict) and 'errorcode' in v: return ('error', v['errorcode'], cls(v.get('exception')))
            return ('value', v)
        if b.startswith('<'):
            root = ET.fromstring(b)
            t = local(root.tag)
            if t == 'EXCEPTION': return ('error', root.findtext('ERRORCODE') or '', cls(root.get('class')))
            if t == 'RESPONSE': return ('value', rest_tree(root))
            if t == 'methodResponse':
                try: return ('value', xr.loads(b, use_builtin_types=True)[0][0])
                except xr.Fault as f:
                    m = re.search(r'ERRORCODE: (\w+)', f.faultString)
                    return ('error', m.group(1) if m else '', str(f.faultCode))
            if t == 'Envelope':
                bd = next(x for x in root if local(x.tag) == 'Body')
                k = bd[0] if len(bd) else None
                if k is None: return ('value', None)
                if local(k.tag) == 'Fault':
                    m = re.search(r'ERRORCODE: (\w+)', ET.tostring(k, 'unicode'))
                    return ('error', m.group(1) if m else '', '')
                return ('value', soap_tree(k[-1]) if len(k) else None)
            if t == 'definitions':
                w = '{http://schemas.xmlsoap.org/wsdl/}'
                ops = sorted(o.get('name') for o in root.find(w + 'portType'))
                parts = {m.get('name'): [p.get('name') for p in m] for m in root.findall(w + 'message')}
                sb = '{http://schemas.xmlsoap.org/wsdl/soap/}'
                return ('wsdl', {'operations': ops, 'in': {k: v for k, v in parts.items() if k.endswith('In')}, 'style': root.find(f'{w}binding/{sb}binding').get('style')})
    except Exception as e:
        return ('broken', str(e), b[:120])
    return ('raw', b)

def markup(s):
    # markup is compared by its tags, links and text: attributes that carry no meaning, ids in file addresses and spacing may differ
    s = re.sub(r'/(pluginfile|draftfile)\.php/\d+/', r'/\1.php/#/', s)
    s = re.sub(r'(/group/description|/user/draft)/\d+/', r'\1/#/', s)
    if '<' not in s: return s
    def tag(m):
        links = re.findall(r'(?:href|src)="([^"]*)"', m.group(2)) if not m.group(2).startswith('/') else []
        keep = ' on' if re.search(r'\son\w+=', m.group(2)) else ''
        return '<' + m.group(1) + keep + ''.join(' ' + l for l in links) + '>'
    return re.sub(r'\s+', ' ', re.sub(r'<(/?\w+)([^<>]*)>', tag, s)).strip()
def kind_of(v): return 'number' if isinstance(v, (int, float)) and not isinstance(v, bool) else type(v).__name__
def differ(want, got, desc, path, fn, key=''):
    if key in LOOSE.get(fn, ()): return None
    if desc and desc.get('kind') == 'multiple' or isinstance(want, list):
        if not isinstance(got, list): return f'{path}: list expected, got {kind_of(got)}'
        if len(want) != len(got) and key not in ('functions', 'roles', 'groups', 'preferences', 'enrolledcourses', 'customfields') and not (path.count('[') == 0 and len(want) > 6):
            return f'{path}: {len(want)} items expected, got {len(got)}'
        for i, (w, g) in enumerate(zip(want, got)):
            d = differ(w, g, (desc or {}).get('content'), f'{path}[{i}]', fn)
            if d: return d
        return None
    if isinstance(want, dict):
        if not isinstance(got, dict): return f'{path}: struct expected, got {kind_of(got)}'
        keys = (desc or {}).get('keys') or {}
        for k, w in want.items():
            if k not in got:
                if not keys or keys.get(k, {}).get('required') == 'required': return f'{path}.{k}: missing'
                continue
            d = differ(w, got[k], keys.get(k), f'{path}.{k}', fn, k)
            if d: return d
        return None
    if VOLATILE.match(key):
        return None if (want is None) == (got is None) or fn else f'{path}: null mismatch'
    if kind_of(want) != kind_of(got): return f'{path}: {kind_of(want)} {want!r} expected, got {kind_of(got)} {got!r}'
    if isinstance(want, str): want, got = markup(want), markup(got)
    if want != got and not re.fullmatch(r'\d{10}', str(want)): return f'{path}: {want!r} expected, got {got!r}'
    return None

def learn(c, want, got):
    if c['name'] == 'upload.ok' and got[0] == 'value' and isinstance(got[1], list) and got[1]:
        ids['item:1'], ids['context:1'] = got[1][0].get('itemid', 0), got[1][0].get('contextid', 0)
    kind = GIVES.get(c['function'] or '')
    if not kind or want[0] != 'value' or got[0] != 'value': return
    if isinstance(want[1], list) and isinstance(got[1], list):
        for w, g in zip(want[1], got[1]):
            if isinstance(w, dict) and isinstance(g, dict) and 'id' in w and 'id' in g: ids[f"{kind}:{w['id']}"] = g['id']

def judge(c, st, ct, body):
    e = c['expect']
    want, got = neutral(c['protocol'], e['body'].replace('{BASE}', a.base)), neutral(c['protocol'], body)
    learn(c, want, got)
    if st != e['status']: return f"status {e['status']} expected, got {st}: {body[:160]!r}"
    media = lambda s: (s or '').split(';')[0].strip().replace('application/xml', 'text/xml').replace('application/soap+xml', 'text/xml')
    if e['body'] and media(ct) != media(e['type']): return f"type {media(e['type'])} expected, got {media(ct)}"
    if not e['body']: return None
    if want[0] != got[0]: return f'{want[0]} {str(want[1])[:60]!r} expected, got {got[0]} {str(got[1:])[:160]}'
    if want[0] == 'error':
        if want[1] not in ('*', got[1]): return f'error {want[1]!r} expected, got {got[1]!r}'
        if c['protocol'] == 'rest' and want[2] and want[2] != got[2]: return f'exception {want[2]} expected, got {got[2]}'
        return None
    if want[0] == 'wsdl':
        return next((f'wsdl {k}: {want[1][k]} expected, got {got[1][k]}' for k in want[1] if want[1][k] != got[1][k]), None)
    if want[0] == 'value': return differ(want[1], got[1], RETURNS.get(c['function'] or ''), '$', c['function'] or '')
    return None if want[1].strip() == got[1].strip() else f'{want[1][:60]!r} expected, got {got[1][:60]!r}'

exceptions = dict(l.strip().partition(' ')[::2] for l in open(a.exceptions) if l.strip() and l[0] != '#') if a.exceptions else {}
cases = [json.loads(l) for l in open(a.cases)]
ok = bad = skipped = 0
now = []
def switch(needs):
    global now
    if needs == now: return True
    if not a.admin: return not needs
    for n in now: subprocess.run(a.admin, shell=True, input=PATCH[n][1].encode(), check=True, stdout=subprocess.DEVNULL)
    for n in needs: subprocess.run(a.admin, shell=True, input=PATCH[n][0].encode(), check=True, stdout=subprocess.DEVNULL)
    now = needs
    time.sleep(a.settle)
    return True
for c in cases:
    if not re.search(a.only, c['name']) and not c['writes']: continue
    counted = re.search(a.only, c['name']) and (a.score in ('', 'all') or (a.score == 'hidden') == bool(c.get('hidden')))
    if not switch(c['needs']):
        skipped += bool(counted)
        continue
    try: why = judge(c, *send(c['request']))
    except Exception as e: why = f'{type(e).__name__}: {e}'
    if not counted: continue
    if why and c['name'] in exceptions:
        skipped += 1
        print(f"excepted {c['name']}: {exceptions[c['name']]}")
    elif why: bad += 1; print(f"not ok {c['name']}: {why}")
    else:
        ok += 1
        if a.v: print('ok', c['name'])
switch([])
print(f'{ok} passed, {bad} failed, {skipped} skipped')
sys.exit(bad > 0)
